#pragma once

#include "gateway/core/money.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace gateway::usage {

// How people and spreadsheet programs write numbers. Private to the room.

enum class DecimalSign { Point, Comma };

/// Finds out how the numbers of one file are written, by those that can be read in one way only: "0,5", "1.234,5", "1.234.567"
/// have a decimal comma, "0.5", "1,234.5", "1,234,567" a decimal point.
class DecimalSigns final {
public:
    /// `isCount`: of things that have no parts, so that "606,000" has a group, and no decimals; that tells less than the others do.
    void look(std::string_view cell, bool isCount);
    /// `usual` where no number says it, or two contradict each other. Where that is the comma, amounts such as "12.345" say it at
    /// last: all of them whole thousands would be strange.
    DecimalSign found(DecimalSign usual) const;

private:
    using Signs = std::array<bool, 2>; ///< which were seen
    Signs m_sure{};
    Signs m_likely{};
    Signs m_possible{};
};

struct NumberText {
    std::string plain; ///< as `groupedFixedPoint()` reads it
    std::optional<Currency> currency; ///< whose sign stands beside it
};

/// A number without what stands around it: blanks, a sign of dollars or yuan in front ("US$1,234.5") or behind ("12 元"), blanks or
/// apostrophes between groups ("1 234,5", "1'234.5"), brackets for what is less than nothing ("(1.50)").
NumberText numberText(std::string_view cell, DecimalSign sign);

} // namespace gateway::usage
