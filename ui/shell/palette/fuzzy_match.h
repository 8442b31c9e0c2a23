#pragma once

#include <QStringList>

#include <vector>

namespace ui::shell {

/// How well the typed text matches a title, and to a lesser degree further words: higher is better; 0: no match. Each
/// typed word must match: as a prefix, the beginning of a word, a substring, initials ("cta" for "Copy the address"),
/// or letters in order with few gaps, of which one may be wrong in a longer word. Chinese needs no spaces: there may be
/// other characters between the typed ones. Ignores case, accents and width. Pure.
int fitOf(const QString& typed, const QString& title, const QString& words = {});

/// Indices (in `candidates`) of the matches, best first; equal ones in their order.
struct Candidate {
    QString title;
    QString words;
};
std::vector<std::size_t> bestFits(const QString& typed, const std::vector<Candidate>& candidates);

} // namespace ui::shell
