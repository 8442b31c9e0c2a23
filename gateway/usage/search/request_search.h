#pragma once

#include "ask_thread.h"
#include "ledger_request_reader.h"
#include "limit_reader.h"
#include "request_row.h"

#include "gateway/usage/record.h"

#include <QObject>
#include <QString>

#include <functional>
#include <optional>

namespace gateway::usage {

/// Searches exchanges in the usage database while the gateway writes to it, on its own threads: neither the caller nor
/// the writer ever waits. Calls return at once; results come from the event loop of this object's thread, or not at all
/// if `context` was destroyed.
class RequestSearch final : public QObject {
    Q_OBJECT
public:
    /// `file` need not exist yet.
    explicit RequestSearch(const QString& file, QObject* parent = nullptr);

    /// Finishes within some tenths of a second; see `RequestReader`. Errors: Io.
    void find(const RequestQuery& query, QObject* context, std::function<void(Result<RequestPage>)> done);
    /// Counts those with a number above `since`, up to `most`. Errors: Io.
    void count(const RequestFilter& filter, std::int64_t since, std::int64_t most, QObject* context,
        std::function<void(Result<RequestCount>)> done);
    /// See `readLimit()`. Errors: Io.
    void limit(const LimitQuery& query, QObject* context, std::function<void(Result<LimitAnswer>)> done);
    /// Cancels pages and counts, for example because the filter has changed.
    void forget() { m_search.forget(); }
    /// The whole record of an exchange, with its content if stored; empty: not found. Errors: Io.
    void record(const std::string& id, QObject* context, std::function<void(Result<std::optional<ExchangeRecord>>)> done);

private:
    QString m_file;
    RequestReader m_reader; // used only in m_search
    AskThread m_records;
    AskThread m_limits;
    AskThread m_search; // last, so that it ends before what it uses
};

} // namespace gateway::usage
