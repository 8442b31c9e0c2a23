#pragma once

#include <QString>

#include <vector>

namespace ui::models {

/// A line of a textual result.
struct TextLine {
    QString status; ///< from palette.json; empty: no shape
    QString text;
    QString aside = {};   ///< right-aligned, in secondary text: "skipped"
    QString detail = {};  ///< below, in secondary text
    QString toolTip = {}; ///< the gateway's message, if the line has another text
    bool isStrong = false;

    bool operator==(const TextLine&) const = default;
};

/// A section of a textual result.
struct TextSection {
    QString title; ///< may be empty
    std::vector<TextLine> lines;

    bool operator==(const TextSection&) const = default;
};

/// Everything as plain text, for the clipboard and for screen readers.
QString toText(const std::vector<TextSection>& sections);

} // namespace ui::models
