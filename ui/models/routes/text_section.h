#pragma once

#include <QString>

#include <vector>

namespace ui::models {

/// One line of an answer in words.
struct TextLine {
    QString status; ///< of palette.json; empty: no shape
    QString text;
    QString aside = {};   ///< at the right end, in secondary text: "skipped"
    QString detail = {};  ///< below, in secondary text
    QString toolTip = {}; ///< the gateway's own words, where the line has others
    bool isStrong = false;
};

/// What an answer says of one thing.
struct TextSection {
    QString title; ///< may be empty
    std::vector<TextLine> lines;
};

/// All of it as text, for the clipboard and for screen readers.
QString toText(const std::vector<TextSection>& sections);

} // namespace ui::models
