#pragma once

#include <QString>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace gateway::evaluation {

// Words of a text in any language. Chinese, Japanese, Thai, Lao, Khmer and Burmese do not put spaces between words, and
// splitting them takes a dictionary: there, characters are counted. Korean has spaces.

/// `text` in the form in which case does not matter: German sharp s and "SS" become the same. Any thread.
QString foldedCase(const QString& text);

/// The runs of letters, digits and marks in `text`, with case and compatibility forms folded (NFKC), for comparison. In
/// scripts without spaces, each character is a word. At most `most`; the others are ignored. Any thread.
std::vector<std::string> foldedWords(std::string_view text, std::size_t most);

/// The number of words between white space that contain a letter or a digit: "don't" and "3.14" are one. In scripts
/// without spaces, two characters count as one word, the usual length there; half a word counts as one. Any thread.
std::size_t wordCount(std::string_view text);

/// Where a word of a text is, in units of UTF-16.
struct WordPlace {
    qsizetype begin = 0;
    qsizetype end = 0; ///< behind it

    bool operator==(const WordPlace&) const = default;
};

/// The first `most` words of `text` as they are shown: what is between white space, with punctuation. In scripts without
/// spaces, each letter is a word, together with its marks. Any thread.
std::vector<WordPlace> wordPlaces(const QString& text, std::size_t most);

} // namespace gateway::evaluation
