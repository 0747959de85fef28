source("common.R")
suppressMessages(library(cmprsk))

# Competing risks: cmprsk::crr(ftime, fstatus, cov1, failcode, gtol = 1e-13, maxiter = 50)
design <- function(data, formula) {
  right <- as.formula(paste("~", sub("^[^~]*~", "", formula)))
  x <- model.matrix(right, data)
  x[, -1, drop = FALSE]
}
response <- function(formula) trimws(strsplit(sub("^S\\(([^)]*)\\).*", "\\1", formula), ",")[[1]])
fine_gray <- function(id, data, csv, formula, of) {
  names <- response(formula)
  data <- data[complete.cases(data[all.vars(as_formula(formula))]), ]
  x <- design(data, formula)
  time <- data[[names[1]]]
  cause <- data[[names[2]]]
  fit <- crr(time, cause, x, failcode = of, gtol = 1e-13, maxiter = 50)
  stopifnot(max(abs(fit$score)) < 1e-8)
  error <- sqrt(diag(fit$var))
  z <- fit$coef / error
  middle <- colMeans(x)
  list(id = id, method = "fine-gray", csv = csv, formula = formula, of = of, expect = list(
    n = fit$n, events = sum(cause == of), competing = sum(cause != of & cause != 0), terms = I(colnames(x)),
    coef = I(as.vector(fit$coef)), se = I(sqrt(diag(fit$invinf))), robust_se = I(error), z = I(as.vector(z)),
    p = I(as.vector(2 * pnorm(-abs(z)))), hr = I(as.vector(exp(fit$coef))),
    hr_lower95 = I(as.vector(exp(fit$coef - qnorm(.975) * error))), hr_upper95 = I(as.vector(exp(fit$coef + qnorm(.975) * error))),
    vcov = unname(fit$var), loglik_null = fit$loglik.null, loglik = fit$loglik,
    lr_test = chi(2 * (fit$loglik - fit$loglik.null), ncol(x)),
    wald_test = chi(as.vector(fit$coef %*% solve(fit$var) %*% fit$coef), ncol(x)),
    times = I(fit$uftime), cumulative_hazard = I(cumsum(fit$bfitj)),
    mean_covariates = I(as.vector(middle)), mean_patient_incidence = I(as.vector(predict(fit, matrix(middle, 1))[, 2]))
  ))
}
# coxph(Surv(time, cause == of) ~ ..., control = coxph.control(eps = 1e-13))
cause_specific <- function(id, data, csv, formula, of, ties = "efron") {
  names <- response(formula)
  data$ends <- data[[names[2]]] == of
  right <- sub("^[^~]*~", "", formula)
  fit <- coxph(as.formula(paste0("Surv(", names[1], ", ends) ~", right)), data, ties = ties, control = tight)
  all <- summary(fit)
  list(id = id, method = "cause-specific-cox", csv = csv, formula = formula, of = of, ties = ties, expect = list(
    n = fit$n, nevent = fit$nevent, terms = I(names(coef(fit))), coef = I(as.vector(coef(fit))), se = I(sqrt(diag(fit$var))),
    p = I(as.vector(all$coefficients[, "Pr(>|z|)"])), loglik_null = fit$loglik[1], loglik = fit$loglik[2]
  ))
}

mgus <- within(mgus2, {
  time <- ifelse(pstat == 0, futime, ptime)
  cause <- ifelse(pstat == 0, 2 * death, 1)
})
mgus <- table_of(mgus[c("id", "age", "sex", "hgb", "creat", "mspike", "time", "cause")], "mgus2_causes.csv")
liver <- table_of(pbc[c("id", "time", "status", "age", "sex", "edema", "bili", "albumin", "stage")], "pbc_causes.csv")
# a year's calendar of months: many ties between all causes and censorings
months <- table_of(within(liver, {
  time <- ceiling(time / 365.25)
}), "pbc_years.csv")
none_competing <- table_of(lung[c("time", "age", "sex", "ph.ecog", "status")], "lung_one_cause.csv")
none_competing$dead <- none_competing$status - 1
none_competing <- table_of(none_competing, "lung_one_cause.csv")
save_cases("competing.json", c("survival", "cmprsk"), list(
  fine_gray("malignancy", mgus, "mgus2_causes.csv", "S(time, cause) ~ age + sex + mspike", 1),
  fine_gray("death_without", mgus, "mgus2_causes.csv", "S(time, cause) ~ age + sex + hgb + creat", 2),
  fine_gray("transplant", liver, "pbc_causes.csv", "S(time, status) ~ age + bili + sex", 1),
  fine_gray("death_interaction", liver, "pbc_causes.csv", "S(time, status) ~ age*sex + bili + edema", 2),
  fine_gray("tied_years", months, "pbc_years.csv", "S(time, status) ~ age + bili", 2),
  fine_gray("tied_years_rare", months, "pbc_years.csv", "S(time, status) ~ albumin", 1),
  fine_gray("no_competing_event", none_competing, "lung_one_cause.csv", "S(time, dead) ~ age + sex", 1),
  cause_specific("malignancy_rate", mgus, "mgus2_causes.csv", "S(time, cause) ~ age + sex + mspike", 1),
  cause_specific("death_rate", mgus, "mgus2_causes.csv", "S(time, cause) ~ age + sex + mspike", 2),
  cause_specific("transplant_rate", liver, "pbc_causes.csv", "S(time, status) ~ age + bili + sex", 1, "breslow")
))
