# This folder's cases: what tables of retrospective studies use besides ../oracle and ../oracle-further, on public data sets
# of R's survival and on small awkward inputs. Where no R package has the method, the expected value comes from another way
# to the same number (said at each place), not from the engine's formula.
# Run in this folder: for script in *-cases.R; do Rscript $script; done
# (Debian: r-base-core r-cran-survival r-cran-cmprsk r-cran-metafor r-cran-matchit r-cran-jsonlite)
suppressMessages({
  library(survival)
  library(jsonlite)
})
tight <- suppressWarnings(coxph.control(eps = 1e-13, iter.max = 50))
as_formula <- function(text) as.formula(sub("^S\\(", "Surv(", text))
chi <- function(x, df) list(test = x, df = df, pvalue = pchisq(x, df, lower.tail = FALSE))

# Written and read back, so that both sides start from the same text.
table_of <- function(data, csv) {
  names(data) <- gsub(".", "_", names(data), fixed = TRUE)
  write.csv(data, csv, row.names = FALSE, na = "", quote = FALSE)
  read.csv(csv, na.strings = "", stringsAsFactors = TRUE)
}
save_cases <- function(name, packages, cases) {
  versions <- sapply(packages, function(package) as.character(packageVersion(package)), simplify = FALSE)
  writeLines(toJSON(c(list(R = R.version.string), versions, list(cases = cases)),
    digits = 15, auto_unbox = TRUE, null = "null", na = "null"), name)
}
