#include "made_media.h"

namespace gateway::exchange {

void takeMade(std::string_view path, protocol::TokenUsage& tokens)
{
    if (!tokens.output || tokens.audioOutput || tokens.imageOutput)
        return;
    if (path == "audio/speech")
        tokens.audioOutput = tokens.output;
    else if (path.starts_with("images/"))
        tokens.imageOutput = tokens.output;
}

} // namespace gateway::exchange
