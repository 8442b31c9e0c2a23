#pragma once

#include "request_text.h"

#include "ui/models/client_name.h"

#include "gateway/usage/live.h"
#include "gateway/usage/record.h"

#include <QCoreApplication>
#include <QString>

#include <cstdint>
#include <optional>
#include <vector>

namespace ui::models {

/// An attempt in the waterfall. Times are relative to the start of the request.
struct AttemptBar {
    QString name;  ///< "DeepSeek · main"
    QString model; ///< upstream name
    QString status; ///< from palette.json: its shape and, if it failed, its colour
    QString ending; ///< "429 after 210 ms"
    bool isFailed = false;
    gateway::Milliseconds from{0};
    gateway::Milliseconds firstToken{-1}; ///< -1: none
    gateway::Milliseconds to{0};
};

/// A line of facts: name and value; `source` says where the value comes from.
struct FactLine {
    QString label;
    QString value;
    QString source = {};
    bool isHeading = false; ///< of the lines below it, without a value
};

/// Tokens of an answer by kind; empty: unknown.
struct TokenParts {
    std::optional<std::int64_t> fresh;
    std::optional<std::int64_t> cached;
    std::optional<std::int64_t> cacheWrite;
    std::optional<std::int64_t> output;
    std::optional<std::int64_t> reasoning;
};

/// Texts about a request, in the current language. Main thread.
class RequestFactLines {
    Q_DECLARE_TR_FUNCTIONS(ui::models::RequestFactLines)
public:
    static std::vector<AttemptBar> attempts(const gateway::usage::ExchangeRecord& record, const RequestText::NameOf& nameOf);
    static TokenParts tokens(const gateway::usage::ExchangeRecord& record);
    /// None if no provider was tried.
    static QString cost(const gateway::usage::ExchangeRecord& record);
    /// Tokens by kind, how they were counted, and the cost with the price used.
    static std::vector<FactLine> tokenLines(const gateway::usage::ExchangeRecord& record);
    /// The caller, the route, and the ids.
    static std::vector<FactLine> originLines(const gateway::usage::ExchangeRecord& record);
    /// Why it was routed as it was, in one line; `status` receives its shape.
    static QString why(const gateway::usage::ExchangeRecord& record, const RequestText::NameOf& nameOf, QString& status);
    /// Facts about a request in progress, and why it is where it is.
    static std::vector<FactLine> underWayLines(const gateway::usage::InFlight& one, gateway::WallTime begin, const RequestText::NameOf& nameOf);
    static QString underWay(const gateway::usage::InFlight& one, const RequestText::NameOf& nameOf);

private:
    static void addCaller(std::vector<FactLine>& lines, const Caller& caller);
    static QString ending(const gateway::usage::ExchangeRecord& record, const gateway::usage::AttemptRecord& attempt, bool isLast);
};

} // namespace ui::models
