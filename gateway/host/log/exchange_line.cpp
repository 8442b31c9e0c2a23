#include "exchange_line.h"

#include <array>
#include <charconv>
#include <string_view>

namespace gateway::host {

namespace {

constexpr std::size_t kUsual = 512; // bytes of most lines
constexpr std::size_t kMaxName = 120; // bytes of a name from a client; longer ones are truncated

std::string_view outcomeText(usage::Outcome outcome)
{
    switch (outcome) {
    case usage::Outcome::Answered:
    case usage::Outcome::ClientError:
        break; // the status is sufficient
    case usage::Outcome::Failed:
        return "failed";
    case usage::Outcome::Cancelled:
        return "cancelled";
    case usage::Outcome::Interrupted:
        return "interrupted";
    }
    return {};
}

/// Built on the stack, where each word is only copied.
class Line {
public:
    explicit Line(std::string& text) : m_begun(text)
    {
        m_begun.clear();
        glued("exchange");
    }
    Line& word(std::string_view text) { return text.empty() ? *this : glued(" ").glued(text); }
    Line& glued(std::string_view text)
    {
        text = text.substr(0, kMaxName);
        if (text.size() > m_room.size() - m_used) {
            m_begun.append(m_room.data(), m_used);
            m_used = 0;
        }
        m_used += text.copy(m_room.data() + m_used, text.size());
        return *this;
    }
    Line& number(std::int64_t value)
    {
        std::array<char, 24> digits; // NOLINT(cppcoreguidelines-pro-type-member-init): filled below
        const char* const end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
        return glued({digits.data(), static_cast<std::size_t>(end - digits.data())});
    }
    void end() { m_begun.append(m_room.data(), m_used); }

private:
    std::array<char, kUsual> m_room; // NOLINT(cppcoreguidelines-pro-type-member-init): filled as far as it is used
    std::size_t m_used = 0;
    std::string& m_begun; // text beyond the room on the stack
};

/// "2 attempts (deepseek: 429)"; nothing for a single successful one.
void addAttempts(Line& line, const usage::ExchangeRecord& record)
{
    bool any = false;
    if (record.attempts.size() > 1)
        line.glued(" ").number(static_cast<std::int64_t>(record.attempts.size())).word("attempts");
    for (const usage::AttemptRecord& attempt : record.attempts) {
        if (!attempt.failure)
            continue;
        line.glued(any ? "; " : " (").glued(attempt.provider).glued(": ");
        line.glued(attempt.reason.isEmpty() ? config::toText(*attempt.failure) : toText(attempt.reason));
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
        line.word("in ").glued(mark).number(tokens.totalInput().count);
    line.word("out ").glued(mark).number(tokens.totalOutput().count);
}

} // namespace

void makeExchangeLine(const usage::ExchangeRecord& record, std::string& text)
{
    Line line(text);
    if (record.isLate) {
        line.word(record.id).word("used, as now reported by its provider:");
        addTokens(line, record.tokens);
        return line.end();
    }
    line.word(record.id).word(record.dialect).word(record.askedModel).word("->");
    if (record.provider.empty())
        line.word("none");
    else
        line.word(record.provider).glued("/").glued(record.model);
    line.glued(" ").number(record.status).word(record.isStream ? "stream" : "").word(outcomeText(record.outcome));
    line.word(record.errorCode);
    addAttempts(line, record);
    line.glued(" ").number(record.duration.count()).word("ms");
    if (record.firstToken.count() >= 0)
        line.word("first ").number(record.firstToken.count()).word("ms");
    addTokens(line, record.tokens);
    line.end();
}

} // namespace gateway::host
