#pragma once

#include <string_view>

namespace gateway::protocol {

/// Whether it is a Gemma earlier than version 4, which at Google supports contents and sampling only: no system
/// instruction, no thinking, no JSON mode, no functions. Sources: 0xPlaygrounds/rig issue 788 ("Developer instruction
/// is not enabled"); BerriAI/litellm issue 10313 ("Function calling is not enabled");
/// FirebaseExtended/compass-ai-travel-planning-sample-flutter pull request 40 ("JSON mode is not enabled");
/// google-gemma/cookbook issue 307 (Gemma 4 has tools). Read 2026-11-22.
bool isPlainGemma(std::string_view model);

} // namespace gateway::protocol
