#include "findings.h"

namespace gateway::config::foreign {

std::string toText(const Note& note)
{
    return (note.path.empty() ? "" : note.path + ": ") + note.what + (note.remedy.empty() ? "" : "; " + note.remedy);
}

} // namespace gateway::config::foreign
