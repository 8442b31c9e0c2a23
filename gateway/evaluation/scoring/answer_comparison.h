#pragma once

#include <QString>

#include <optional>
#include <string>
#include <string_view>

namespace gateway::evaluation {

/// The form by which two answers are compared: without white space at both ends, with each run of white space as one
/// space, with case folded and characters composed (NFC). Any script; any thread.
QString foldedAnswer(std::string_view text);

/// Whether two answers have the same text in that form; otherwise they differ.
bool areSameAnswers(std::string_view a, std::string_view b);

/// The last number of an answer; empty: there is none. Reads 1,234.5, -3e2, .5, full-width digits and the minus sign
/// U+2212, also with a currency sign; a full stop after it is punctuation. Digits in a word such as "gpt4" do not count,
/// and a minus directly after a letter or digit, as in "10-3", is an operator. Any thread.
std::optional<double> lastNumber(std::string_view text);

} // namespace gateway::evaluation
