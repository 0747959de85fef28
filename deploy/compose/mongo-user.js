// At the first start: who comes with the query service's certificate may read and write the views, and nobody else.
db.getSiblingDB("$external").runCommand({ createUser: "CN=query", roles: [{ role: "readWrite", db: "accrual" }] });
