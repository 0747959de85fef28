# Synthetic rows, and the models that CoxRegressionTest expects of them. R 4.2.2, survival 3.5.3.
library(survival)
set.seed(11)
n <- 60
rows <- data.frame(center = sample(c("A", "B", "C", "D", "E", "F"), n, TRUE), sex = sample(c("FEMALE", "MALE"), n, TRUE),
                   age = sample(35:80, n, TRUE), margin = sample(c("R0", "R1", "R2"), n, TRUE, c(.6, .25, .15)),
                   sizeMm = sample(20:150, n, TRUE))
rate <- exp(0.02 * (rows$age - 60) + 0.5 * (rows$margin == "R1") + 0.9 * (rows$margin == "R2") + 0.006 * rows$sizeMm)
rows$days <- pmax(1, round(rexp(n, rate / 900)))
censored <- round(runif(n, 100, 2000))
rows$died <- as.integer(rows$days <= censored)
rows$days <- pmin(rows$days, censored)
write.csv(rows, "rows.csv", row.names = FALSE, quote = FALSE)
options(digits = 15)
show <- function(fit) {
  s <- summary(fit)
  print(cbind(s$coefficients[, "exp(coef)"], s$conf.int[, 3:4], s$coefficients[, ncol(s$coefficients)]))
  print(c(s$logtest, s$waldtest, s$sctest))
  print(cox.zph(fit, terms = TRUE)$table)
}
control <- coxph.control(eps = 1e-13, iter.max = 50)
show(coxph(Surv(days, died) ~ age + relevel(factor(margin), "R1") + I(sizeMm / 10), rows, control = control))
show(coxph(Surv(days, died) ~ age * sex + strata(margin) + cluster(center), rows, control = control))
