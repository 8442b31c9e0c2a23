#include "count_expression.h"

#include "gateway/core/text/ascii.h"

#include <QtGlobal>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <string>
#include <utility>

namespace gateway::limits {

namespace {

constexpr double kMost = 9007199254740992.0; // 2^53: up to here, a double has every whole number

double limited(double value) { return std::clamp(value, -kMost, kMost); }

double limited(std::int64_t count) { return limited(static_cast<double>(count)); }

double totalOf(const TokenCounts& tokens)
{
    return limited(limited(tokens.input) + limited(tokens.cached) + limited(tokens.cacheWrite) + limited(tokens.output));
}

struct Name {
    std::string_view name;
    double (*value)(const TokenCounts&);
};

constexpr std::array<Name, 6> kNames{{
    {"input", [](const TokenCounts& tokens) { return limited(tokens.input); }},
    {"output", [](const TokenCounts& tokens) { return limited(tokens.output); }},
    {"cached", [](const TokenCounts& tokens) { return limited(tokens.cached); }},
    {"cache_write", [](const TokenCounts& tokens) { return limited(tokens.cacheWrite); }},
    {"reasoning", [](const TokenCounts& tokens) { return limited(tokens.reasoning); }},
    {"total", totalOf},
}};

std::string knownNames()
{
    std::string names;
    for (const Name& known : kNames)
        names += (names.empty() ? "" : ", ") + std::string(known.name);
    return names;
}

bool isLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

} // namespace

/// Recursive descent: a sum of products of factors. A function returns false once there is an error.
class CountExpressionParser {
public:
    explicit CountExpressionParser(std::string_view text) : m_text(text) {}

    tl::expected<CountExpression, Sentence> parse()
    {
        if (m_text.size() > CountExpression::kLongest)
            return tl::unexpected(Sentence{QT_TRANSLATE_NOOP("Configuration", "is longer than %1 characters; shorten the expression"), {std::to_string(CountExpression::kLongest)}});
        Part whole;
        if (!readSum(whole) || !readEnd())
            return tl::unexpected(std::move(*m_error));
        return std::move(m_expression);
    }

private:
    using Operation = CountExpression::Operation;

    /// What is to be known of a part of the expression that has been read.
    struct Part {
        bool hasName = false;
        double constant = 0; ///< its value, if it has no name
    };

    bool readSum(Part& sum)
    {
        if (!readProduct(sum))
            return false;
        while (next() == '+' || next() == '-') {
            const bool isSum = next() == '+';
            ++m_at;
            Part other;
            if (!readProduct(other))
                return false;
            sum = {sum.hasName || other.hasName, limited(isSum ? sum.constant + other.constant : sum.constant - other.constant)};
            add(isSum ? Operation::Add : Operation::Subtract);
        }
        return true;
    }

    bool readProduct(Part& product)
    {
        if (!readFactor(product))
            return false;
        while (next() == '*' || next() == '/') {
            const bool isQuotient = next() == '/';
            ++m_at;
            next();
            const std::size_t begin = m_at;
            Part other;
            if (!readFactor(other) || (isQuotient && !checkDivisor(other, begin)))
                return false;
            product = {product.hasName || other.hasName, limited(isQuotient ? product.constant / other.constant : product.constant * other.constant)};
            add(isQuotient ? Operation::Divide : Operation::Multiply);
        }
        return true;
    }

    bool readFactor(Part& factor)
    {
        const char c = next();
        if (c == '-' || c == '(') {
            if (++m_depth > CountExpression::kDeepest)
                return fail({QT_TRANSLATE_NOOP("Configuration", "is nested too deeply at character %1; use at most %2 nested parentheses and minus signs"),
                    {position(m_at), std::to_string(CountExpression::kDeepest)}});
            ++m_at;
            const bool isRead = c == '-' ? readNegative(factor) : readParentheses(factor);
            --m_depth;
            return isRead;
        }
        if (isDigit(c) || c == '.')
            return readNumber(factor);
        if (isLetter(c))
            return readName(factor);
        return unexpected();
    }

    bool readNegative(Part& factor)
    {
        if (!readFactor(factor))
            return false;
        factor.constant = -factor.constant;
        add(Operation::Negate);
        return true;
    }

    bool readParentheses(Part& factor)
    {
        const std::size_t begin = m_at;
        if (!readSum(factor))
            return false;
        if (next() == '\0' && m_at == m_text.size())
            return fail({QT_TRANSLATE_NOOP("Configuration", "lacks the closing parenthesis for the one at character %1; add it"), {position(begin - 1)}});
        if (next() != ')')
            return unexpected();
        ++m_at;
        return true;
    }

    // Neither `std::from_chars` nor `strtod` will do: one is missing from some libraries, the other depends on the locale.
    bool readNumber(Part& factor)
    {
        double value = 0;
        double place = 1;
        std::size_t digits = 0;
        bool isFraction = false;
        for (; m_at < m_text.size() && (isDigit(m_text[m_at]) || (m_text[m_at] == '.' && !isFraction)); ++m_at) {
            if (m_text[m_at] == '.') {
                isFraction = true;
                continue;
            }
            ++digits;
            value = value * 10 + (m_text[m_at] - '0');
            place = isFraction ? place * 10 : place;
        }
        if (digits == 0)
            return unexpected();
        factor.constant = limited(value / place);
        m_expression.m_steps.push_back({Operation::Number, 0, factor.constant});
        return true;
    }

    bool readName(Part& factor)
    {
        const std::size_t begin = m_at;
        while (m_at < m_text.size() && (isLetter(m_text[m_at]) || isDigit(m_text[m_at])))
            ++m_at;
        const std::string_view name = m_text.substr(begin, m_at - begin);
        const auto found = std::ranges::find(kNames, name, &Name::name);
        if (found == kNames.end())
            return fail({QT_TRANSLATE_NOOP("Configuration", "has the unknown name \"%1\" at character %2; use %3"), {std::string(name), position(begin), knownNames()}});
        factor.hasName = true;
        m_expression.m_steps.push_back({Operation::Name, static_cast<std::uint8_t>(found - kNames.begin()), 0});
        return true;
    }

    bool checkDivisor(const Part& divisor, std::size_t begin)
    {
        if (divisor.hasName)
            return fail({QT_TRANSLATE_NOOP("Configuration", "divides by something that may be 0 at character %1; divide by a number"), {position(begin)}});
        if (divisor.constant == 0)
            return fail({QT_TRANSLATE_NOOP("Configuration", "divides by zero at character %1; divide by another number"), {position(begin)}});
        return true;
    }

    bool readEnd() { return (next() == '\0' && m_at == m_text.size()) || unexpected(); }

    bool unexpected()
    {
        if (m_at == m_text.size())
            return fail({QT_TRANSLATE_NOOP("Configuration", "ends where a number or a name is expected, at character %1"), {position(m_at)}});
        return fail({QT_TRANSLATE_NOOP("Configuration", "has something unexpected at character %1; use numbers, + - * /, parentheses and %2"), {position(m_at), knownNames()}});
    }

    /// The next character that is not a blank; 0: the end.
    char next()
    {
        m_at = std::min(m_text.find_first_not_of(" \t\r\n", m_at), m_text.size());
        return m_at < m_text.size() ? m_text[m_at] : '\0';
    }

    void add(Operation operation) { m_expression.m_steps.push_back({operation, 0, 0}); }

    bool fail(Sentence error)
    {
        m_error = std::move(error);
        return false;
    }

    /// As a person counts.
    static std::string position(std::size_t at) { return std::to_string(at + 1); }

    std::string_view m_text;
    std::size_t m_at = 0;
    int m_depth = 0;
    CountExpression m_expression;
    std::optional<Sentence> m_error;
};

tl::expected<CountExpression, Sentence> CountExpression::parse(std::string_view text) { return CountExpressionParser(text).parse(); }

std::int64_t CountExpression::count(const TokenCounts& tokens) const
{
    std::array<double, kLongest / 2 + 1> stack; // NOLINT(cppcoreguidelines-pro-type-member-init): two operands have an operator between them
    std::size_t size = 0;
    for (const Step& step : m_steps) {
        if (step.operation == Operation::Number) {
            stack[size++] = step.number;
            continue;
        }
        if (step.operation == Operation::Name) {
            stack[size++] = kNames[step.name].value(tokens);
            continue;
        }
        if (step.operation == Operation::Negate) {
            stack[size - 1] = -stack[size - 1];
            continue;
        }
        const double right = stack[--size];
        double& left = stack[size - 1];
        left = limited(step.operation == Operation::Add ? left + right
            : step.operation == Operation::Subtract     ? left - right
            : step.operation == Operation::Multiply     ? left * right
                                                        : left / right);
    }
    return std::max<std::int64_t>(0, std::llround(stack[0]));
}

} // namespace gateway::limits
