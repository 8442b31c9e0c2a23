#pragma once

#include "translator.h"

namespace gateway::exchange {

/// What a request's body says of itself, whatever it is: JSON of a dialect, a form with
/// files, or nothing. Errors: InvalidRequest, BadRequest.
Result<protocol::RequestOutline> outlineOf(const ClientRequest& request, protocol::RequestOutlineReader& reader);

} // namespace gateway::exchange
