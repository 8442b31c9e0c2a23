#include "exchange_line.h"

#include <string_view>

namespace gateway::host {

namespace {

constexpr std::size_t kUsual = 240; // bytes of a line, few have more
constexpr std::size_t kMaxName = 120; // bytes of what a client named; the rest is cut off

std::string_view outcomeText(usage::Outcome outcome)
{
    switch (outcome) {
    case usage::Outcome::Answered:
    case usage::Outcome::ClientError:
        break; // the status says it
    case usage::Outcome::Failed:
        return "failed";
    case usage::Outcome::Cancelled:
        return "cancelled";
    case usage::Outcome::Interrupted:
        return "interrupted";
    }
    return {};
}

class Line {
public:
    Line()
    {
        m_text.reserve(kUsual);
        m_text = "exchange";
    }
    Line& word(std::string_view text)
    {
        if (!text.empty())
            m_text.append(1, ' ').append(text.substr(0, kMaxName));
        return *this;
    }
    Line& glued(std::string_view text)
    {
        m_text.append(text.substr(0, kMaxName));
        return *this;
    }
    Line& number(std::int64_t value) { return word(std::to_string(value)); }
    std::string take() { return std::move(m_text); }

private:
    std::string m_text;
};

/// "2 attempts (deepseek: 429)"; nothing for one that went well.
void addAttempts(Line& line, const usage::ExchangeRecord& record)
{
    bool any = false;
    if (record.attempts.size() > 1)
        line.number(static_cast<std::int64_t>(record.attempts.size())).word("attempts");
    for (const usage::AttemptRecord& attempt : record.attempts) {
        if (!attempt.failure)
            continue;
        line.glued(any ? "; " : " (").glued(attempt.provider).glued(": ");
        line.glued(attempt.reason.empty() ? config::toText(*attempt.failure) : attempt.reason);
        any = true;
    }
    if (any)
        line.glued(")");
}

void addTokens(Line& line, const protocol::TokenUsage& tokens)
{
    if (!tokens.isKnown())
        return;
    const std::string_view mark = tokens.origin == protocol::UsageOrigin::Estimated ? "~" : "";
    if (tokens.input || tokens.cachedInput || tokens.cacheWrite)
        line.word("in ").glued(mark).glued(std::to_string(tokens.totalInput().count));
    line.word("out ").glued(mark).glued(std::to_string(tokens.totalOutput().count));
}

} // namespace

std::string exchangeLine(const usage::ExchangeRecord& record)
{
    Line line;
    if (record.isLate) {
        line.word(record.id).word("has used, as its provider tells now:");
        addTokens(line, record.tokens);
        return line.take();
    }
    line.word(record.id).word(record.dialect).word(record.askedModel).word("->");
    if (record.provider.empty())
        line.word("none");
    else
        line.word(record.provider).glued("/").glued(record.model);
    line.number(record.status).word(record.isStream ? "stream" : "").word(outcomeText(record.outcome));
    line.word(record.errorCode);
    addAttempts(line, record);
    line.number(record.duration.count()).word("ms");
    if (record.firstToken.count() >= 0)
        line.word("first").number(record.firstToken.count()).word("ms");
    addTokens(line, record.tokens);
    return line.take();
}

} // namespace gateway::host
