#pragma once

#include "request_text.h"

#include "gateway/usage/live.h"
#include "gateway/usage/record.h"

#include <QCoreApplication>
#include <QString>

#include <cstdint>
#include <optional>
#include <vector>

namespace ui::models {

/// One attempt as a waterfall shows it. Times are since the request began.
struct AttemptBar {
    QString name;  ///< "DeepSeek · main"
    QString model; ///< as sent upstream
    QString status; ///< of palette.json: its shape and, where it failed, its colour
    QString ending; ///< "429 after 210 ms"
    bool isFailed = false;
    gateway::Milliseconds from{0};
    gateway::Milliseconds firstToken{-1}; ///< -1: none came
    gateway::Milliseconds to{0};
};

/// A line of facts: what it is and what it says; where that is from stands in `source`.
struct FactLine {
    QString label;
    QString value;
    QString source = {};
};

/// Tokens of an answer by kind; empty: not known.
struct TokenParts {
    std::optional<std::int64_t> fresh;
    std::optional<std::int64_t> cached;
    std::optional<std::int64_t> cacheWrite;
    std::optional<std::int64_t> output;
    std::optional<std::int64_t> reasoning;
};

/// What is known of one request, in the language in use. Main thread.
class RequestFactLines {
    Q_DECLARE_TR_FUNCTIONS(ui::models::RequestFactLines)
public:
    static std::vector<AttemptBar> attempts(const gateway::usage::ExchangeRecord& record, const RequestText::NameOf& nameOf);
    static TokenParts tokens(const gateway::usage::ExchangeRecord& record);
    /// None where no provider was asked.
    static QString cost(const gateway::usage::ExchangeRecord& record);
    /// Tokens by kind, how they were counted, and the cost with the price that was used.
    static std::vector<FactLine> tokenLines(const gateway::usage::ExchangeRecord& record);
    /// Who asked, by which route, and its ids.
    static std::vector<FactLine> originLines(const gateway::usage::ExchangeRecord& record);
    /// Why it came where it came, in one line; `status` is its shape.
    static QString why(const gateway::usage::ExchangeRecord& record, const RequestText::NameOf& nameOf, QString& status);
    /// What is known of one that is under way, and why it is where it is.
    static std::vector<FactLine> underWayLines(const gateway::usage::InFlight& one, gateway::WallTime begin, const RequestText::NameOf& nameOf);
    static QString underWay(const gateway::usage::InFlight& one, const RequestText::NameOf& nameOf);

private:
    static QString ending(const gateway::usage::ExchangeRecord& record, const gateway::usage::AttemptRecord& attempt, bool isLast);
};

} // namespace ui::models
