#pragma once

#include "ledger.h"
#include "record.h"

#include "gateway/core/result.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QString>

#include <optional>
#include <vector>

namespace gateway::usage {

/// The ledger's tables in SQLite. Everything on the thread that calls `open()`.
/// Private to the room.
class LedgerDatabase final {
public:
    explicit LedgerDatabase(QString file);
    ~LedgerDatabase();
    LedgerDatabase(const LedgerDatabase&) = delete;
    LedgerDatabase& operator=(const LedgerDatabase&) = delete;

    /// Makes the file and its folder where needed and brings the schema up to date.
    /// Errors: Io; the file is then as it was.
    Result<void> open();
    void close();
    bool isOpen() const { return m_insertExchange.has_value(); }

    /// All of them or none. Errors: Io.
    Result<void> insert(const RecordBatch& batch);
    Result<Totals> totals(WallTime from, WallTime to);
    Result<std::vector<ExchangeRecord>> recent(int limit);
    /// Deletes at most `limit` of the oldest; answers how many.
    Result<int> prune(WallTime olderThan, int limit);

private:
    Result<void> prepareFile();
    Result<void> setUp();
    Result<void> migrate();
    Result<void> run(const QString& statement);
    Result<void> insertOne(const ExchangeRecord& record);
    Result<void> readAttempts(qint64 exchange, ExchangeRecord& record);
    tl::unexpected<Error> problem(const char* what, const QSqlQuery& query) const;

    QString m_file;
    QString m_connection; // Qt's name for it
    QSqlDatabase m_database;
    std::optional<QSqlQuery> m_insertExchange;
    std::optional<QSqlQuery> m_insertAttempt;
};

} // namespace gateway::usage
