# R's side of deploy/bench analyze: makes a million rows from a fixed seed, times survfit, survdiff, stratified survdiff
# and coxph (two covariates, 20 strata) on them in memory, and prints times and answers as "name: value" lines.
# Usage: Rscript analyze.R FILE, where the rows are written for the other side.
suppressMessages(library(survival))
RNGkind("Mersenne-Twister", "Inversion", "Rejection")
set.seed(20260725)
n <- 1e6
group <- rep(0:1, each = n / 2)
center <- sample.int(20, n, TRUE)
age <- round(rnorm(n, 60, 10))
hazard <- log(2) / 30 * exp(-0.35 * group + 0.02 * (age - 60))
event_time <- rexp(n, hazard)
censoring <- runif(n, 6, 150)
months <- pmin(event_time, censoring)
status <- as.integer(event_time <= censoring)
days <- pmax(1L, as.integer(ceiling(months * 30.4375)))
d <- data.frame(center, group, age, days, status)
write.csv(d, commandArgs(TRUE)[1], row.names = FALSE, quote = FALSE)

runs <- 5 # the fastest counts, on both sides: what else the machine does only ever adds
timed <- function(name, expr) {
  e <- substitute(expr)
  seconds <- replicate(runs, {
    gc(FALSE)
    system.time(answer <<- eval(e, globalenv()))[["elapsed"]]
  })
  cat(sprintf("%s seconds: %.17g\n", name, min(seconds)))
  answer
}
answers <- function(name, values) cat(sprintf("%s answer: %s\n", name, paste(sprintf("%.17g", values), collapse = " ")))

fit <- timed("survfit", survfit(Surv(days, status) ~ group, d))
at <- summary(fit, times = c(365, 730, 1826, 3652))
answers("survfit", c(at$surv, at$std.err, summary(fit)$table[, c("median", "0.95LCL", "0.95UCL")]))
test <- timed("survdiff", survdiff(Surv(days, status) ~ group, d))
answers("survdiff", c(test$obs, test$exp, test$chisq))
test <- timed("survdiff strata", survdiff(Surv(days, status) ~ group + strata(center), d))
answers("survdiff strata", c(rowSums(test$obs), rowSums(test$exp), test$chisq))
cox <- timed("coxph strata", coxph(Surv(days, status) ~ group + age + strata(center), d))
cox <- coxph(Surv(days, status) ~ group + age + strata(center), d, control = suppressWarnings(coxph.control(eps = 1e-13)))
answers("coxph strata", c(coef(cox), sqrt(diag(vcov(cox))), cox$loglik, cox$score, cox$concordance[c("concordance", "std")]))
cat(sprintf("R: %s, survival %s\n", R.version.string, packageVersion("survival")))
