#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace gateway {

/// A sentence, or a part of one: English words and the values in them, so that the window can show it in its own
/// language. The words are a literal marked with QT_TRANSLATE_NOOP, with %1 to %9 where the values go; the context is
/// "Error" for what went wrong, "Configuration" for what is said about a configuration, "Doctor" for a diagnosis. A
/// value is a text that is the same in every language, or a sentence itself. Holds no secret. A value; any thread.
struct Sentence {
    Sentence() = default;
    template <std::size_t Size> Sentence(const char (&words)[Size], std::vector<Sentence> taken = {})
        : pattern(words), values(std::move(taken)) {}
    /// What is the same in every language: a name, a number, another program's own words.
    Sentence(std::string same)
        : text(std::move(same)) {}
    /// A pointer or a buffer does not say whether its words are marked: write `of()` or `asIs()`.
    template <class Pointer, std::enable_if_t<std::is_pointer_v<Pointer>, int> = 0> Sentence(const Pointer&, std::vector<Sentence> = {}) = delete;
    template <std::size_t Size> Sentence(char (&)[Size], std::vector<Sentence> = {}) = delete;
    /// Words put together in code could not be translated: assign `{QT_TRANSLATE_NOOP(...), {values}}` or `asIs()`.
    template <class T, std::enable_if_t<std::is_convertible_v<T, std::string>, int> = 0> Sentence& operator=(T&&) = delete;

    /// Of words that stand elsewhere as a literal and are marked there, such as in a table.
    static Sentence of(const char* words, std::vector<Sentence> taken = {}) { return read(words, std::move(taken)); }
    /// Of the words of a sentence that was written to a file.
    static Sentence read(std::string words, std::vector<Sentence> taken)
    {
        Sentence sentence;
        sentence.pattern = std::move(words);
        sentence.values = std::move(taken);
        return sentence;
    }

    std::string pattern; ///< empty: `text` is all
    std::vector<Sentence> values;
    std::string text;

    bool isEmpty() const { return pattern.empty() && text.empty(); }
    /// Whether they say the same.
    bool operator==(const Sentence& other) const;
    /// The order of what they say in English.
    std::strong_ordering operator<=>(const Sentence& other) const;
};

/// What no translation exists for: another program's words, or the output of a command that has no window.
inline Sentence asIs(std::string text) { return Sentence(std::move(text)); }

/// `pattern` with its places taken by the values. Pure.
std::string filled(std::string_view pattern, const std::vector<std::string>& values);
/// The sentence in English.
std::string toText(const Sentence& sentence);

} // namespace gateway
