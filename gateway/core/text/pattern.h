#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace gateway {

/// A regular expression in RE2's syntax, case-sensitive unless it says "(?i)". A search takes time in proportion to the
/// text, whatever the expression is. Named groups may be written `(?<name>...)`, too. A value; any thread.
class Pattern {
public:
    /// Why an expression cannot be used.
    struct Problem {
        enum class Kind {
            Lookaround, ///< `(?=`, `(?!`, `(?<=`, `(?<!`
            Backreference, ///< `\1`, `\k<name>`
            Possessive, ///< `(?>...)`, `a++`
            Syntax, ///< anything else
        };
        Kind kind = Kind::Syntax;
        std::string what; ///< the operator at fault, or RE2's own words; nothing else of the expression
    };

    /// The longest text that is searched, in bytes; a longer one does not match.
    static constexpr std::size_t kLongestText = 64 * 1024;

    /// An expression that is not valid matches nothing.
    explicit Pattern(std::string_view expression);

    /// Empty: it is valid.
    std::optional<Problem> problem() const;
    /// Whether it matches anywhere in `text`.
    bool isFoundIn(std::string_view text) const;
    /// `text` with each match replaced by `replacement`, in which `\1` to `\9` are the text of a group and any other
    /// backslash is itself. An empty match right after another match is left alone.
    std::string replacedIn(std::string_view text, std::string_view replacement) const;

private:
    struct Compiled;
    std::shared_ptr<const Compiled> m_compiled;
};

} // namespace gateway
