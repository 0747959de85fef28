# Makes this folder's cases: what the copies in ../oracle leave out (weights, delayed entry, factors with interactions,
# clusters with weights, several strata, three competing causes), on other public data sets of R's survival.
# Run in this folder: Rscript further-cases.R   (R with survival, cmprsk, jsonlite)
suppressMessages({
  library(survival)
  library(cmprsk)
  library(jsonlite)
})
tight <- suppressWarnings(coxph.control(eps = 1e-13))

as_formula <- function(text) as.formula(sub("^S\\(", "Surv(", text))
column <- function(data, name) if (is.null(name)) NULL else data[[name]]

limits <- function(fit, type) survival:::survfit_confint(fit$surv, fit$std.err, logse = fit$logse, conf.type = type, conf.int = .95)
band <- function(fit, type) lapply(limits(fit, type)[c("lower", "upper")], I)
quantile_limits <- function(fit, type) {
  fit[c("lower", "upper")] <- limits(fit, type)[c("lower", "upper")]
  lapply(quantile(fit, c(.25, .5, .75))[c("lower", "upper")], function(x) I(as.vector(x)))
}
curve <- function(fit, tau) {
  mean <- survival:::survmean(fit, rmean = tau)$matrix
  list(
    n = fit$n, time = I(fit$time), n_risk = I(fit$n.risk), n_event = I(fit$n.event), n_censor = I(fit$n.censor),
    surv = I(fit$surv), std_err = I(if (fit$logse) fit$surv * fit$std.err else fit$std.err),
    variance = if (fit$logse) "Greenwood" else "robust infinitesimal jackknife (R default for non-integer weights)",
    nelson_aalen = I(fit$cumhaz), nelson_aalen_se = I(fit$std.chaz),
    ci_log = band(fit, "log"), ci_loglog = band(fit, "log-log"), ci_plain = band(fit, "plain"),
    quantiles = list(
      p = c(.25, .5, .75), est = I(as.vector(quantile(fit, c(.25, .5, .75), conf.int = FALSE))),
      log = quantile_limits(fit, "log"), loglog = quantile_limits(fit, "log-log")
    ),
    rmst = list(tau = tau, est = as.vector(mean["rmean"]), se = as.vector(mean["se(rmean)"]))
  )
}
kaplan_meier <- function(id, data, csv, formula, tau, weights = NULL) {
  data$w <- if (is.null(weights)) 1 else data[[weights]]
  fit <- if (is.null(weights)) survfit(as_formula(formula), data) else survfit(as_formula(formula), data, weights = w)
  curves <- lapply(seq_along(fit$strata), function(i) curve(fit[i], tau))
  names(curves) <- names(fit$strata)
  c(list(id = id, method = "kaplan-meier", csv = csv, formula = formula, tau = tau, weights = weights, expect = list(curves = curves)))
}
log_rank <- function(id, data, csv, formula, rho = 0) {
  test <- survdiff(as_formula(formula), data, rho = rho)
  observed <- rowSums(as.matrix(test$obs))
  expected <- rowSums(as.matrix(test$exp))
  df <- sum(expected > 0) - 1
  list(id = id, method = "log-rank", csv = csv, formula = formula, rho = rho, expect = list(
    n = as.vector(test$n), groups = names(test$n), obs = observed, exp = expected,
    chisq = test$chisq, df = df, p = pchisq(test$chisq, df, lower.tail = FALSE)
  ))
}
chi <- function(x) list(test = x[[1]], df = x[[2]], pvalue = x[[3]])
proportional <- function(fit, transform) {
  table <- cox.zph(fit, transform = transform)$table
  list(terms = I(rownames(table)), chisq = I(as.vector(table[, 1])), df = I(as.vector(table[, 2])), p = I(as.vector(table[, 3])))
}
cox <- function(id, data, csv, formula, ties = "efron", cluster = NULL, weights = NULL) {
  arguments <- list(as_formula(formula), data = data, ties = ties, control = tight, model = TRUE, x = TRUE, y = TRUE)
  arguments$cluster <- column(data, cluster)
  arguments$weights <- column(data, weights)
  fit <- do.call(coxph, arguments)
  all <- summary(fit)
  robust <- !is.null(fit$naive.var)
  list(id = id, method = "cox", csv = csv, formula = formula, ties = ties, cluster = cluster, weights = weights, expect = list(
    n = fit$n, nevent = fit$nevent, terms = I(names(coef(fit))), coef = I(as.vector(coef(fit))),
    se = I(sqrt(diag(if (robust) fit$naive.var else fit$var))), robust_se = if (robust) I(sqrt(diag(fit$var))),
    z = I(as.vector(all$coefficients[, "z"])), p = I(as.vector(all$coefficients[, "Pr(>|z|)"])),
    hr = I(as.vector(exp(coef(fit)))), hr_lower95 = I(as.vector(all$conf.int[, 3])), hr_upper95 = I(as.vector(all$conf.int[, 4])),
    vcov = unname(fit$var), loglik_null = fit$loglik[1], loglik = fit$loglik[2],
    lr_test = chi(all$logtest), wald_test = chi(all$waldtest), score_test = chi(all$sctest),
    robust_score = if (robust) chi(all$robscore), concordance = as.vector(all$concordance),
    zph = sapply(c("km", "identity", "rank", "log"), function(transform) proportional(fit, transform), simplify = FALSE)
  ))
}
aalen_johansen <- function(id, data, csv, time, cause, by, times) {
  data$cause <- factor(data[[cause]])
  fit <- survfit(as.formula(sprintf("Surv(%s, cause) ~ %s", time, by)), data)
  at <- summary(fit, times = times, extend = TRUE)
  list(id = id, method = "aalen-johansen", csv = csv, time = time, cause = cause, by = by, times = times, expect = list(
    strata = as.character(at$strata), time = at$time, states = c("none", fit$states[-1]),
    probability = unname(at$pstate), std_err = unname(at$std.err)
  ))
}
gray <- function(id, data, csv, time, cause, group) {
  data <- data[complete.cases(data[c(time, cause, group)]), ]
  tests <- cuminc(data[[time]], data[[cause]], data[[group]])$Tests
  list(id = id, method = "gray", csv = csv, time = time, cause = cause, group = group, expect = list(
    causes = I(rownames(tests)), statistic = I(as.vector(tests[, 1])), p = I(as.vector(tests[, 2])), df = I(as.vector(tests[, 3]))
  ))
}

# Written and read back, so that both sides start from the same text.
table_of <- function(data, csv) {
  names(data) <- gsub(".", "_", names(data), fixed = TRUE)
  write.csv(data, csv, row.names = FALSE, na = "", quote = FALSE)
  read.csv(csv, na.strings = "", stringsAsFactors = TRUE)
}
save_cases <- function(name, cases) {
  writeLines(toJSON(
    list(R = R.version.string, survival = as.character(packageVersion("survival")), cmprsk = as.character(packageVersion("cmprsk")), cases = cases),
    digits = 15, auto_unbox = TRUE, null = "null", na = "null"
  ), name)
}

set.seed(1)
deaths <- subset(colon, etype == 2)[c("id", "rx", "sex", "age", "obstruct", "nodes", "status", "differ", "time")]
deaths$share <- round(runif(nrow(deaths), .2, 3), 3)
deaths <- table_of(deaths, "colon.csv")
save_cases("colon.json", list(
  kaplan_meier("km_weighted", deaths, "colon.csv", "S(time, status) ~ sex", 2500, "share"),
  log_rank("logrank_three_arms", deaths, "colon.csv", "S(time, status) ~ rx"),
  log_rank("logrank_two_strata", deaths, "colon.csv", "S(time, status) ~ rx + strata(sex, differ)"),
  log_rank("peto_strata", deaths, "colon.csv", "S(time, status) ~ rx + strata(sex)", 1),
  log_rank("logrank_two_columns", deaths, "colon.csv", "S(time, status) ~ sex + obstruct"),
  cox("cox_factor", deaths, "colon.csv", "S(time, status) ~ rx + age + nodes"),
  cox("cox_factor_interaction", deaths, "colon.csv", "S(time, status) ~ rx * sex + nodes"),
  cox("cox_many_strata", deaths, "colon.csv", "S(time, status) ~ rx + sex + strata(age)"),
  cox("cox_weighted", deaths, "colon.csv", "S(time, status) ~ rx + age", weights = "share"),
  cox("cox_weighted_breslow_strata", deaths, "colon.csv", "S(time, status) ~ rx + age + strata(sex)", "breslow", weights = "share"),
  cox("cox_weighted_cluster", deaths, "colon.csv", "S(time, status) ~ rx + sex", cluster = "differ", weights = "share")
))

set.seed(2)
liver <- pbc[c("id", "time", "status", "age", "sex", "edema", "bili", "albumin", "stage")]
liver$death <- as.integer(liver$status == 2)
liver$entry <- pmin(round(runif(nrow(liver), 0, 300)), liver$time - 1)
liver <- table_of(liver, "pbc.csv")
save_cases("pbc.json", list(
  kaplan_meier("km_late_entry", liver, "pbc.csv", "S(entry, time, death) ~ sex", 3000),
  cox("cox_late_entry", liver, "pbc.csv", "S(entry, time, death) ~ age + bili + sex"),
  cox("cox_late_entry_strata", liver, "pbc.csv", "S(entry, time, death) ~ age + bili + strata(stage)"),
  cox("cox_late_entry_cluster", liver, "pbc.csv", "S(entry, time, death) ~ age + bili", cluster = "stage"),
  cox("cox_late_entry_breslow", liver, "pbc.csv", "S(entry, time, death) ~ age * sex", "breslow"),
  aalen_johansen("aj_sex", liver, "pbc.csv", "time", "status", "sex", c(1000, 3000)),
  gray("gray_stage", liver, "pbc.csv", "time", "status", "stage")
))

again <- table_of(bladder2, "bladder.csv")
litters <- table_of(rats, "rats.csv")
save_cases("repeated.json", list(
  cox("recurrences", again, "bladder.csv", "S(start, stop, event) ~ rx + size + number + strata(enum)", cluster = "id"),
  cox("recurrences_pooled", again, "bladder.csv", "S(start, stop, event) ~ rx + size + number", cluster = "id"),
  cox("litters", litters, "rats.csv", "S(time, status) ~ rx + strata(litter)"),
  log_rank("litters_logrank", litters, "rats.csv", "S(time, status) ~ rx + strata(litter)")
))
