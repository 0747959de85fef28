source("common.R")

# Baseline tables. kruskal.test, anova(lm(value ~ group)), oneway.test(value ~ group)
k_sample <- function(id, data, csv, value, group) {
  data <- data[complete.cases(data[c(value, group)]), ]
  x <- data[[value]]
  g <- factor(data[[group]])
  ranks <- kruskal.test(x, g)
  equal <- anova(lm(x ~ g))
  welch <- function() {
    test <- oneway.test(x ~ g)
    list(f = as.vector(test$statistic), df = as.vector(test$parameter), p = test$p.value)
  }
  counts <- as.vector(table(g))
  list(id = id, method = "k-sample", csv = csv, value = value, group = group, expect = list(
    levels = levels(g), n = counts, mean = as.vector(tapply(x, g, mean)),
    kruskal = list(statistic = as.vector(ranks$statistic), df = as.vector(ranks$parameter), p = ranks$p.value),
    anova = list(f = equal[1, "F value"], df = equal$Df, p = equal[1, "Pr(>F)"]), welch = if (min(counts) > 1) welch()
  ))
}
# prop.trend.test(successes, n, scores)
proportion_trend <- function(id, successes, n, scores) {
  test <- prop.trend.test(successes, n, scores)
  list(id = id, method = "proportion-trend", successes = successes, n = n, scores = scores,
    expect = list(statistic = as.vector(test$statistic), p = test$p.value))
}
# The Jonckheere-Terpstra test is Kendall's of value and group: z from cor.test(method = "kendall", exact = FALSE), whose
# variance knows ties on both sides; the statistic counts pairs.
jonckheere <- function(id, data, csv, value, group) {
  data <- data[complete.cases(data[c(value, group)]), ]
  x <- data[[value]]
  g <- as.integer(factor(data[[group]]))
  test <- cor.test(x, g, method = "kendall", exact = FALSE)
  higher <- outer(g, g, ">")
  statistic <- sum(higher * (outer(x, x, ">") + outer(x, x, "==") / 2))
  list(id = id, method = "jonckheere", csv = csv, value = value, group = group,
    expect = list(statistic = statistic, z = as.vector(test$statistic), p = test$p.value))
}
# anova(lm(value ~ score + group)): the score's line, tested against what is left within groups
linear_trend <- function(id, data, csv, value, group, scores) {
  data <- data[complete.cases(data[c(value, group)]), ]
  x <- data[[value]]
  g <- factor(data[[group]])
  score <- scores[as.integer(g)]
  lines <- anova(lm(x ~ score + g))
  list(id = id, method = "linear-trend", csv = csv, value = value, group = group, scores = scores, expect = list(
    slope = as.vector(coef(lm(x ~ score))[2]), f = lines[1, "F value"], df = c(1, lines["Residuals", "Df"]), p = lines[1, "Pr(>F)"]
  ))
}
# The log-rank test for trend is the score test of coxph(ties = "exact") with the score as its covariate.
log_rank_trend <- function(id, data, csv, formula, group, scores) {
  data <- data[complete.cases(data[all.vars(as_formula(formula))]), ]
  data$score <- scores[as.integer(factor(data[[group]]))]
  fit <- coxph(as_formula(sub(paste0("~ *", group), "~ score", formula)), data, ties = "exact", control = tight)
  list(id = id, method = "log-rank-trend", csv = csv, formula = formula, scores = scores,
    expect = list(chisq = fit$score, p = pchisq(fit$score, 1, lower.tail = FALSE)))
}
# p.adjust
p_adjust <- function(id, values) {
  list(id = id, method = "p-adjust", values = I(values), expect = list(holm = I(p.adjust(values, "holm")), BH = I(p.adjust(values, "BH"))))
}
# quantile(type = 7), quantile(type = 2), sd, IQR
sample_of <- function(id, data, csv, value, probabilities) {
  x <- data[[value]][!is.na(data[[value]])]
  list(id = id, method = "sample", csv = csv, value = value, probabilities = probabilities, expect = list(
    n = length(x), mean = mean(x), sd = if (length(x) > 1) sd(x), iqr_type7 = IQR(x), iqr_type2 = IQR(x, type = 2),
    type7 = I(as.vector(quantile(x, probabilities))), type2 = I(as.vector(quantile(x, probabilities, type = 2)))
  ))
}

lungs <- table_of(lung[c("time", "status", "age", "ph.ecog", "ph.karno", "wt.loss", "meal.cal", "sex")], "lung_table.csv")
liver <- table_of(pbc[c("time", "status", "age", "bili", "stage", "albumin", "sex")], "pbc_table.csv")
liver$dead <- as.integer(liver$status == 2)
liver <- table_of(liver, "pbc_table.csv")
few <- table_of(data.frame(value = c(4, 4, 7, 1, 4, 9, 9, 12, 2, 4), group = c("a", "a", "a", "b", "b", "c", "c", "c", "c", "d")), "few_values.csv")
share <- c(.1, .25, .5, .6, .75, .9, 1 / 3)
save_cases("tables.json", "survival", list(
  k_sample("age_by_stage", liver, "pbc_table.csv", "age", "stage"),
  k_sample("bilirubin_by_stage", liver, "pbc_table.csv", "bili", "stage"),
  k_sample("weight_loss_by_ecog", lungs, "lung_table.csv", "wt_loss", "ph_ecog"),
  k_sample("few_with_ties", few, "few_values.csv", "value", "group"),
  proportion_trend("smokers", c(83, 90, 129, 70), c(86, 93, 136, 82), c(1, 2, 3, 4)),
  proportion_trend("unequal_scores", c(2, 5, 9), c(20, 18, 22), c(0, 1, 4)),
  proportion_trend("none_in_a_group", c(0, 3, 4), c(10, 11, 9), c(1, 2, 3)),
  jonckheere("bilirubin_over_stages", liver, "pbc_table.csv", "bili", "stage"),
  jonckheere("calories_over_ecog", lungs, "lung_table.csv", "meal_cal", "ph_ecog"),
  jonckheere("few_tied", few, "few_values.csv", "value", "group"),
  linear_trend("albumin_over_stages", liver, "pbc_table.csv", "albumin", "stage", 1:4),
  linear_trend("few_linear", few, "few_values.csv", "value", "group", c(0, 1, 2, 5)),
  log_rank_trend("ecog", lungs, "lung_table.csv", "S(time, status) ~ ph_ecog", "ph_ecog", 0:3),
  log_rank_trend("stage_within_sex", liver, "pbc_table.csv", "S(time, dead) ~ stage + strata(sex)", "stage", 1:4),
  p_adjust("five", c(.01, .02, .03, .04, .005)),
  p_adjust("ties_and_one", c(.04, .001, .04, 1, .3, .001)),
  p_adjust("one_test", .03),
  p_adjust("with_a_test_without_p", c(.01, NA, .04)),
  sample_of("ages", lungs, "lung_table.csv", "age", share),
  sample_of("calories", lungs, "lung_table.csv", "meal_cal", share),
  sample_of("ten", few, "few_values.csv", "value", share)
))
