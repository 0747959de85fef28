source("common.R")

# Firth's penalty. No packaged R has coxphf, so the maximum of l + log|I|/2 is sought here by another way: l, U and I
# from coxph held at each b, the derivative of log|I| by differences of eighth order, the root of the score by Newton's method
# with a Jacobian of differences. Takes some minutes.
held <- function(problem, b) {
  fit <- suppressWarnings(coxph(problem$formula, problem$data, ties = problem$ties, init = b, control = coxph.control(iter.max = 0), model = TRUE))
  list(fit = fit, loglik = fit$loglik[1], information = solve(fit$var))
}
penalized <- function(problem, b) {
  at <- held(problem, b)
  at$loglik + as.numeric(determinant(at$information)$modulus) / 2
}
score <- function(problem, b) {
  fit <- held(problem, b)$fit
  u <- colSums(as.matrix(residuals(fit, type = "score")))
  coefficients <- c(4 / 5, -1 / 5, 4 / 105, -1 / 280)
  for (j in seq_along(b)) {
    h <- .02 / problem$spread[j]
    log_determinant <- function(steps) {
      b[j] <- b[j] + steps * h
      as.numeric(determinant(held(problem, b)$information)$modulus)
    }
    slope <- sum(coefficients * sapply(1:4, function(k) log_determinant(k) - log_determinant(-k))) / h
    u[j] <- u[j] + slope / 2
  }
  u
}
solve_free <- function(problem, b, free) {
  for (iteration in 1:60) {
    u <- score(problem, b)[free]
    jacobian <- sapply(free, function(j) {
      h <- 1e-4 / problem$spread[j]
      up <- b
      up[j] <- up[j] + h
      down <- b
      down[j] <- down[j] - h
      (score(problem, up)[free] - score(problem, down)[free]) / (2 * h)
    })
    step <- -solve(matrix(jacobian, length(free)), u)
    step <- step * min(1, 2 / max(abs(step * problem$spread[free])))
    b[free] <- b[free] + step
    if (max(abs(step * problem$spread[free])) < 1e-10) return(b)
  }
  stop("no root")
}
firth <- function(id, data, csv, formula, ties = "efron") {
  data <- data[complete.cases(data[all.vars(as_formula(formula))]), ]
  problem <- list(formula = as_formula(formula), data = data, ties = ties)
  ordinary <- suppressWarnings(coxph(problem$formula, data, ties = ties, x = TRUE))
  p <- length(coef(ordinary))
  problem$spread <- apply(ordinary$x, 2, sd)
  best <- solve_free(problem, rep(0, p), seq_len(p))
  at <- held(problem, best)
  top <- penalized(problem, best)
  error <- sqrt(diag(at$fit$var))
  profile <- function(j, value) {
    b <- best
    b[j] <- value
    if (p > 1) b <- solve_free(problem, b, setdiff(seq_len(p), j))
    penalized(problem, b)
  }
  statistic <- sapply(seq_len(p), function(j) 2 * (top - profile(j, 0)))
  limit <- function(j, direction) {
    f <- function(value) profile(j, value) - (top - qchisq(.95, 1) / 2)
    far <- best[j] + direction * 2 * error[j]
    while (f(far) > 0) far <- best[j] + 1.7 * (far - best[j])
    uniroot(f, sort(c(best[j], far)), tol = 1e-12)$root
  }
  list(id = id, method = "firth-cox", csv = csv, formula = formula, ties = ties, expect = list(
    n = ordinary$n, nevent = ordinary$nevent, terms = I(names(coef(ordinary))), coef = I(best), se = I(error),
    chisq = I(statistic), p = I(pchisq(statistic, 1, lower.tail = FALSE)), hr = I(exp(best)),
    hr_lower95 = I(exp(sapply(seq_len(p), limit, -1))), hr_upper95 = I(exp(sapply(seq_len(p), limit, 1))),
    vcov = unname(at$fit$var), loglik_null = penalized(problem, rep(0, p)), loglik = top,
    lr_test = chi(2 * (top - penalized(problem, rep(0, p))), p)
  ))
}

women <- table_of(ovarian, "ovarian_firth.csv")
# none of the exposed has the event: the ordinary likelihood is monotone
monotone <- table_of(data.frame(
  time = c(3, 5, 5, 8, 12, 12, 15, 20, 22, 25, 25, 30), event = c(1, 1, 0, 1, 1, 1, 0, 1, 0, 0, 1, 0),
  exposed = c(0, 0, 1, 0, 0, 0, 1, 0, 1, 1, 0, 1), age = c(61, 55, 48, 70, 66, 52, 59, 63, 50, 71, 58, 49)
), "monotone.csv")
save_cases("firth.json", "survival", list(
  firth("few_events", women, "ovarian_firth.csv", "S(futime, fustat) ~ age + rx"),
  firth("few_events_breslow", women, "ovarian_firth.csv", "S(futime, fustat) ~ age + rx + ecog_ps", "breslow"),
  firth("strata", women, "ovarian_firth.csv", "S(futime, fustat) ~ age + rx + strata(resid_ds)"),
  firth("monotone", monotone, "monotone.csv", "S(time, event) ~ exposed"),
  firth("monotone_with_age", monotone, "monotone.csv", "S(time, event) ~ exposed + age"),
  firth("monotone_with_age_breslow", monotone, "monotone.csv", "S(time, event) ~ exposed + age", "breslow")
))
