#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gateway {

/// A sentence, or a part of one, in English. The pattern is a literal with the places of its values, %1 to %9, that
/// the user interface has a translation of: in the context "Configuration" where a configuration is spoken of, else in
/// "Doctor". A value is a text that is the same in every language, or a sentence itself. Holds no secret. A value; any thread.
struct Sentence {
    Sentence() = default;
    Sentence(const char* words, std::vector<Sentence> taken = {})
        : pattern(words), values(std::move(taken)) {}
    /// What is the same in every language: a name, a number.
    Sentence(std::string same)
        : text(std::move(same)) {}

    const char* pattern = ""; ///< empty: `text` is all
    std::vector<Sentence> values;
    std::string text;

    bool isEmpty() const { return *pattern == '\0' && text.empty(); }
    /// Whether they say the same.
    bool operator==(const Sentence& other) const;
};

/// `pattern` with its places taken by the values. Pure.
std::string filled(std::string_view pattern, const std::vector<std::string>& values);
/// The sentence in English.
std::string toText(const Sentence& sentence);

} // namespace gateway
