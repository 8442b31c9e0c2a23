#include "pattern.h"

#include <QByteArray>
#include <QString>

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <vector>

namespace gateway {

namespace {

constexpr int kMostGroups = 9; // that a replacement can refer to

RE2::Options quietly()
{
    RE2::Options options;
    options.set_log_errors(false);
    return options;
}

/// Calls `visit` with the position of each character that is neither escaped nor in a class; escapes are visited at
/// their backslash.
template <class Visit> void eachOperator(std::string_view expression, Visit visit)
{
    bool isInClass = false;
    for (std::size_t i = 0; i < expression.size(); ++i) {
        const char c = expression[i];
        if (c == '\\') {
            if (!isInClass)
                visit(i);
            ++i;
        } else if (isInClass) {
            isInClass = c != ']';
        } else if (c == '[') {
            isInClass = true;
            i += expression.substr(i + 1).starts_with("^]") ? 2U : expression.substr(i + 1).starts_with(']') ? 1U : 0U;
        } else {
            visit(i);
        }
    }
}

/// `(?<name>` in the old syntax of RE2; later versions accept both. Source: google/re2, doc/syntax.txt.
std::string withNamedGroups(std::string_view expression)
{
    std::string written;
    std::size_t copied = 0;
    eachOperator(expression, [&](std::size_t at) {
        const std::string_view rest = expression.substr(at);
        if (!rest.starts_with("(?<") || rest.starts_with("(?<=") || rest.starts_with("(?<!"))
            return;
        written.append(expression.substr(copied, at + 2 - copied)).append("P");
        copied = at + 2;
    });
    return written.append(expression.substr(copied));
}

/// The operator of other engines at that place that RE2 lacks; empty: something else.
std::optional<Pattern::Problem> foreignAt(std::string_view rest)
{
    using Foreign = Pattern::Problem::Kind;
    struct Row {
        std::string_view begin;
        Foreign kind;
    };
    static constexpr std::array kRows{Row{"(?=", Foreign::Lookaround}, Row{"(?!", Foreign::Lookaround}, Row{"(?<=", Foreign::Lookaround},
        Row{"(?<!", Foreign::Lookaround}, Row{"(?>", Foreign::Possessive}, Row{"++", Foreign::Possessive}, Row{"*+", Foreign::Possessive},
        Row{"?+", Foreign::Possessive}, Row{"}+", Foreign::Possessive}, Row{"\\k", Foreign::Backreference}, Row{"\\g", Foreign::Backreference},
        Row{"(?P=", Foreign::Backreference}};
    for (const Row& row : kRows)
        if (rest.starts_with(row.begin))
            return Pattern::Problem{row.kind, std::string(row.begin)};
    if (rest.size() > 1 && rest[0] == '\\' && rest[1] >= '1' && rest[1] <= '9')
        return Pattern::Problem{Foreign::Backreference, std::string(rest.substr(0, 2))};
    return std::nullopt;
}

/// RE2 accepts only UTF-8: invalid bytes become U+FFFD, as elsewhere in the program.
std::string_view asUtf8(std::string_view text, std::string& room)
{
    const auto isAscii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
    if (std::ranges::all_of(text, isAscii))
        return text;
    room = QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())).toStdString();
    return room;
}

re2::StringPiece piece(std::string_view text) { return {text.data(), text.size()}; }

std::string_view view(const re2::StringPiece& text) { return {text.data(), text.size()}; }

} // namespace

struct Pattern::Compiled {
    explicit Compiled(std::string_view written)
        : expression(written)
        , program(withNamedGroups(written), quietly())
    {
    }

    std::string expression;
    RE2 program;
};

Pattern::Pattern(std::string_view expression)
    : m_compiled(std::make_shared<const Compiled>(expression))
{
}

std::optional<Pattern::Problem> Pattern::problem() const
{
    if (m_compiled->program.ok())
        return std::nullopt;
    std::optional<Problem> found;
    eachOperator(m_compiled->expression, [&](std::size_t at) {
        if (!found)
            found = foreignAt(std::string_view(m_compiled->expression).substr(at));
    });
    if (found)
        return found;
    const std::string& words = m_compiled->program.error(); // "missing ): " and the expression, which may be a secret
    return Problem{Problem::Kind::Syntax, words.substr(0, words.find(": "))};
}

bool Pattern::isFoundIn(std::string_view text, std::size_t longest) const
{
    std::string room;
    return m_compiled->program.ok() && text.size() <= longest && RE2::PartialMatch(piece(asUtf8(text, room)), m_compiled->program);
}

std::string Pattern::replacedIn(std::string_view text, std::string_view replacement) const
{
    const RE2& program = m_compiled->program;
    if (!program.ok() || text.size() > kLongestText)
        return std::string(text);
    std::string room;
    const std::string_view whole = asUtf8(text, room);
    const int groups = std::min(program.NumberOfCapturingGroups(), kMostGroups);
    std::vector<re2::StringPiece> found(static_cast<std::size_t>(groups) + 1);
    std::string written;
    std::size_t copied = 0;
    for (std::size_t from = 0; from <= whole.size();) {
        if (!program.Match(piece(whole), from, whole.size(), RE2::UNANCHORED, found.data(), groups + 1))
            break;
        const auto begin = static_cast<std::size_t>(found[0].data() - whole.data());
        const std::size_t end = begin + found[0].size();
        const bool isAfterMatch = begin == end && begin == copied && begin > 0;
        if (!isAfterMatch) {
            written.append(whole.substr(copied, begin - copied));
            for (std::size_t i = 0; i < replacement.size(); ++i) {
                const bool isGroup = replacement[i] == '\\' && i + 1 < replacement.size() && replacement[i + 1] > '0'
                    && replacement[i + 1] - '0' <= groups;
                if (isGroup)
                    written.append(view(found[static_cast<std::size_t>(replacement[++i] - '0')]));
                else
                    written += replacement[i];
            }
            copied = end;
        }
        from = end;
        if (begin == end) { // advances by a whole character
            ++from;
            while (from < whole.size() && (static_cast<unsigned char>(whole[from]) & 0xC0U) == 0x80U)
                ++from;
        }
    }
    return copied < whole.size() ? written.append(whole.substr(copied)) : written;
}

} // namespace gateway
