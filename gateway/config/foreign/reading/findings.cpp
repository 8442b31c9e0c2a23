#include "findings.h"

namespace gateway::config::foreign {

std::string toText(const Note& note)
{
    return (note.path.empty() ? "" : note.path + ": ") + note.what + (note.remedy.empty() ? "" : "; " + note.remedy);
}

/// `provider "a": auth.headers.Date is a header that ...`
Note noteOf(const Removal& removal, const std::string& path)
{
    const std::string kind(toText(removal.entry.kind));
    const std::string place = removal.path.empty() ? std::string() : removal.path + ' ';
    return {path, kind + " \"" + removal.entry.name + "\": " + place + removal.message,
        removal.isWhole ? "the " + kind + " is left out; put it right in the document and import it again"
                        : "the " + kind + " comes in without that, switched off; put it right and switch it on"};
}

} // namespace gateway::config::foreign
