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

/// Finds exchanges in the usage database while the gateway writes to it, on threads of its
/// own: nothing waits for the disk, and the writer for nothing. Calls return at once; answers
/// come from the event loop of this object's thread, or not at all once `context` is gone.
class RequestSearch final : public QObject {
    Q_OBJECT
public:
    /// `file` need not be there yet.
    explicit RequestSearch(const QString& file, QObject* parent = nullptr);

    /// Answers within some tenths of a second; `RequestReader` says how. Errors: Io.
    void find(const RequestQuery& query, QObject* context, std::function<void(Result<RequestPage>)> done);
    /// Those with a larger number than `since`, up to `most`. Errors: Io.
    void count(const RequestFilter& filter, std::int64_t since, std::int64_t most, QObject* context,
        std::function<void(Result<RequestCount>)> done);
    /// As `readLimit()`. Errors: Io.
    void limit(const LimitQuery& query, QObject* context, std::function<void(Result<LimitAnswer>)> done);
    /// Nobody waits for pages and counts any more, as the filter has changed: what runs ends.
    void forget() { m_search.forget(); }
    /// All that is known of one, with its content where that is kept; empty: it is not there. Errors: Io.
    void record(const std::string& id, QObject* context, std::function<void(Result<std::optional<ExchangeRecord>>)> done);

private:
    QString m_file;
    RequestReader m_reader; // only used in m_search
    AskThread m_records;
    AskThread m_limits;
    AskThread m_search; // the last, so that it ends before what it uses
};

} // namespace gateway::usage
