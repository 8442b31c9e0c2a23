#include "findings.h"

#include "gateway/core/text/printable.h"

#include <array>

namespace gateway::config::foreign {

std::string toText(const Note& note)
{
    return printable(
        (note.path.empty() ? "" : note.path + ": ") + note.what + (note.remedy.empty() ? "" : "; " + note.remedy));
}

std::string_view toText(Fate fate)
{
    constexpr std::array<std::string_view, 3> kWords{"imported", "disabled", "not imported"};
    return kWords[static_cast<std::size_t>(fate)];
}

std::string toText(const Outcome& outcome)
{
    std::string text = outcome.subject;
    if (text.empty())
        text = outcome.path.empty() ? "the document" : outcome.path;
    else if (!outcome.path.empty())
        text += " (" + outcome.path + ')';
    return printable(outcome.reason.empty() ? text : text + ": " + outcome.reason);
}

/// `provider "a": auth.headers.Date is a header that ...`
Note noteOf(const Removal& removal, const std::string& path)
{
    const std::string kind(toText(removal.entry.kind));
    const std::string place = removal.path.empty() ? std::string() : removal.path + ' ';
    return {path, kind + " \"" + removal.entry.name + "\": " + place + removal.message,
        removal.isWhole ? "the " + kind + " is not imported; correct it in the document and import it again"
                        : "the " + kind + " is imported without that and disabled; correct and enable it"};
}

} // namespace gateway::config::foreign
