#pragma once

#include <QStringList>

#include <vector>

namespace ui::shell {

/// How well what is typed fits a title, and less so other words of the same thing: the more, the better; 0: not at all.
/// Each word that is typed has to fit: as the beginning, a word's beginning, a part, the first letters of words ("cta" for
/// "Copy the address"), or letters in their order with few between them, one of them wrong at most in a longer word.
/// Chinese needs no blanks: its characters may have others between them. Case, accents and width do not count. Pure.
int fitOf(const QString& typed, const QString& title, const QString& words = {});

/// Places (in `candidates`) of what fits, the best first; of equals, the first one.
struct Candidate {
    QString title;
    QString words;
};
std::vector<std::size_t> bestFits(const QString& typed, const std::vector<Candidate>& candidates);

} // namespace ui::shell
