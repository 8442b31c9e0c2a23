#include "ledger_reader.h"

#include "gateway_process.h"

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QSqlRecord>

#include <cstdio>

namespace tests {

namespace {

const QString kConnection = QStringLiteral("ledger reader");

std::vector<Row> rowsOf(QSqlQuery& query)
{
    std::vector<Row> rows;
    while (query.next()) {
        Row row;
        const auto record = query.record();
        for (int i = 0; i < record.count(); ++i)
            row[record.fieldName(i).toStdString()] = query.value(i);
        rows.push_back(std::move(row));
    }
    return rows;
}

} // namespace

std::vector<Row> query(const std::string& ledger, const std::string& sql)
{
    std::vector<Row> rows;
    {
        auto database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), kConnection);
        database.setDatabaseName(QString::fromStdString(ledger));
        database.setConnectOptions(QStringLiteral("QSQLITE_OPEN_READONLY;QSQLITE_BUSY_TIMEOUT=5000"));
        if (database.open()) {
            QSqlQuery reading(database);
            if (reading.exec(QString::fromStdString(sql)))
                rows = rowsOf(reading);
        }
    }
    QSqlDatabase::removeDatabase(kConnection);
    return rows;
}

std::vector<Row> exchanges(const std::string& ledger, std::size_t count)
{
    std::vector<Row> rows;
    eventually([&] {
        rows = query(ledger, "SELECT * FROM exchanges ORDER BY seq");
        return rows.size() >= count;
    });
    return rows;
}

std::string settled(const Row& exchange)
{
    const auto code = text(exchange, "error_code");
    return text(exchange, "status") + ' ' + (code == "NULL" || code.empty() ? text(exchange, "outcome") : code);
}

std::string text(const Row& row, const std::string& column)
{
    const auto found = row.find(column);
    if (found == row.end())
        return "no column " + column;
    return found->second.isNull() ? "NULL" : found->second.toString().toStdString();
}

long long number(const Row& row, const std::string& column)
{
    const auto found = row.find(column);
    return found == row.end() || found->second.isNull() ? -1 : found->second.toLongLong();
}

} // namespace tests
