#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gateway::evaluation {

/// A rubric that is part of the program, in one language. A value.
struct ShippedRubric {
    std::string id;       ///< "helpful"; the same in all languages
    std::string language; ///< of the text: "en" or "zh"
    std::string text;     ///< for the judge
    std::map<std::string, std::string, std::less<>> titles; ///< for people, by language

    /// By which it is chosen: "helpful-zh".
    std::string name() const { return id + '-' + language; }
    /// In that language, or else in English.
    const std::string& title(std::string_view in) const;
};

/// All of them, those in English first. Any thread.
const std::vector<ShippedRubric>& shippedRubrics();

/// Finds a rubric by its name; "helpful" is the English one. Empty: there is none. Any thread.
std::optional<ShippedRubric> shippedRubric(std::string_view name);

/// Finds the rubric with exactly this text. Any thread.
std::optional<ShippedRubric> shippedRubricWith(std::string_view text);

/// Whether `text` can only be meant as a name: ASCII letters, digits and hyphens, without spaces. Pure.
bool isRubricName(std::string_view text);

} // namespace gateway::evaluation
