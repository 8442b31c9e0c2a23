#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace gateway {

/// A regular expression in RE2's syntax, case-sensitive unless it contains "(?i)". A search takes time linear in the
/// text, whatever the expression is. Named groups may also be written `(?<name>...)`. A value; any thread.
class Pattern {
public:
    /// Why an expression is invalid.
    struct Problem {
        enum class Kind {
            Lookaround, ///< `(?=`, `(?!`, `(?<=`, `(?<!`
            Backreference, ///< `\1`, `\k<name>`
            Possessive, ///< `(?>...)`, `a++`
            Syntax, ///< any other error
        };
        Kind kind = Kind::Syntax;
        std::string what; ///< the unsupported operator, or RE2's message; nothing else of the expression
    };

    /// The longest text that is searched, in bytes, unless the caller knows better; longer texts do not match.
    static constexpr std::size_t kLongestText = 64 * 1024;

    /// An invalid expression matches nothing.
    explicit Pattern(std::string_view expression);

    /// Empty: valid.
    std::optional<Problem> problem() const;
    /// Whether it matches anywhere in `text`.
    bool isFoundIn(std::string_view text, std::size_t longest = kLongestText) const;
    /// `text` with each match replaced by `replacement`, in which `\1` to `\9` stand for the text of a group and other
    /// backslashes are literal. An empty match directly after another match is not replaced.
    std::string replacedIn(std::string_view text, std::string_view replacement) const;

private:
    struct Compiled;
    std::shared_ptr<const Compiled> m_compiled;
};

} // namespace gateway
