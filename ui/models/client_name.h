#pragma once

#include "gateway/usage/search/request_filter.h"

#include <QCoreApplication>
#include <QString>

#include <string>

namespace gateway::usage {
struct ExchangeRecord;
struct InFlight;
struct RequestRow;
}

namespace ui::models {

/// Who sent a request, as far as it is known.
struct Caller {
    Caller() = default;
    Caller(std::string consumer, std::string client, std::string program = {});
    explicit Caller(const gateway::usage::ExchangeRecord& record);
    explicit Caller(const gateway::usage::InFlight& exchange);
    explicit Caller(const gateway::usage::RequestRow& row);

    /// Whether it is Signalbox itself, such as with a test.
    bool isOurselves() const;
    /// Whether it has a key of a consumer.
    bool isConsumer() const;

    std::string consumer; ///< empty or "anonymous": none
    std::string client;   ///< from the User-Agent header: "claude-cli"
    std::string program;  ///< the process: "node claude (my-project)"
};

/// Names callers, the same way on every page, in the current language. Main thread.
class ClientName {
    Q_DECLARE_TR_FUNCTIONS(ui::models::ClientName)
public:
    /// The consumer; without one the client; without that the program. A client that the catalog knows has the name of
    /// its product, such as "Claude Code", also if its consumer is named after it.
    static QString of(const Caller& caller);
    /// A tool tip with what else is known of the caller, in a second line: "claude-cli · node claude (my-project)".
    /// Empty if nothing is.
    static QString details(const Caller& caller);
    /// The same in a list of callers, where products with several client names are told apart: "Codex (codex_exec)".
    static QString choice(const Caller& caller);
    /// The condition for requests of what `of()` names. Its value is empty for an unknown caller.
    static gateway::usage::RequestFilter::Match match(const Caller& caller);
};

} // namespace ui::models
