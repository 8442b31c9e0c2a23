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

/// Detects the number format of a file from unambiguous numbers: "0,5", "1.234,5", "1.234.567" have a decimal comma,
/// "0.5", "1,234.5", "1,234,567" a decimal point.
class DecimalSigns final {
public:
    /// `isCount`: the cell counts whole things, so that "606,000" has a group and no decimals; this is weaker evidence
    /// than other numbers.
    void look(std::string_view cell, bool isCount);
    /// The detected format; `usual` if no number decides, or if two contradict each other. If `usual` is the comma,
    /// amounts such as "12.345" decide last: it would be strange if all were whole thousands.
    DecimalSign found(DecimalSign usual) const;

private:
    using Signs = std::array<bool, 2>; ///< the signs seen so far
    Signs m_sure{};
    Signs m_likely{};
    Signs m_possible{};
};

struct NumberText {
    std::string plain; ///< in the format of `groupedFixedPoint()`
    std::optional<Currency> currency; ///< from the sign next to it
};

/// A number without its surroundings: spaces, a dollar or yuan sign before ("US$1,234.5") or after it ("12 元"), spaces
/// or apostrophes between groups ("1 234,5", "1'234.5"), parentheses for negative numbers ("(1.50)").
NumberText numberText(std::string_view cell, DecimalSign sign);

} // namespace gateway::usage
