#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace gateway {

/// A sentence, or a part of one: an English pattern and its values, so that the window can translate it. The pattern is
/// a literal marked with QT_TRANSLATE_NOOP, with %1 to %9 for the values; the context is "Error" for errors,
/// "Configuration" for problems of a configuration, "Doctor" for diagnoses. A value is a text that is the same in every
/// language, or a sentence itself. Contains no secrets. A value; any thread.
struct Sentence {
    Sentence() = default;
    template <std::size_t Size> Sentence(const char (&words)[Size], std::vector<Sentence> taken = {})
        : pattern(words), values(std::move(taken)) {}
    /// A text that is the same in every language: a name, a number, another program's output.
    Sentence(std::string same)
        : text(std::move(same)) {}
    /// Pointers and buffers do not show whether their text is marked: use `of()` or `asIs()`.
    template <class Pointer, std::enable_if_t<std::is_pointer_v<Pointer>, int> = 0> Sentence(const Pointer&, std::vector<Sentence> = {}) = delete;
    template <std::size_t Size> Sentence(char (&)[Size], std::vector<Sentence> = {}) = delete;
    /// Texts composed in code could not be translated: assign `{QT_TRANSLATE_NOOP(...), {values}}` or `asIs()`.
    template <class T, std::enable_if_t<std::is_convertible_v<T, std::string>, int> = 0> Sentence& operator=(T&&) = delete;

    /// For a pattern that is a marked literal elsewhere, such as in a table.
    static Sentence of(const char* words, std::vector<Sentence> taken = {}) { return read(words, std::move(taken)); }
    /// For the pattern of a sentence read from a file.
    static Sentence read(std::string words, std::vector<Sentence> taken)
    {
        Sentence sentence;
        sentence.pattern = std::move(words);
        sentence.values = std::move(taken);
        return sentence;
    }

    std::string pattern; ///< empty: only `text`
    std::vector<Sentence> values;
    std::string text;

    bool isEmpty() const { return pattern.empty() && text.empty(); }
    /// Whether both have the same content.
    bool operator==(const Sentence& other) const;
    /// Compares the English texts.
    std::strong_ordering operator<=>(const Sentence& other) const;
};

/// For text without a translation: another program's output, or the output of a command without a window.
inline Sentence asIs(std::string text) { return Sentence(std::move(text)); }

/// `pattern` with its placeholders replaced by the values. Pure.
std::string filled(std::string_view pattern, const std::vector<std::string>& values);
/// The sentence in English.
std::string toText(const Sentence& sentence);

} // namespace gateway
