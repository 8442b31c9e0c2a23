// Systems where each piece has a call of its own.

#include "send_batch.h"

namespace gateway {

class SendBatch::Ring { };

SendBatch::SendBatch() : m_isRefused(true) { }
SendBatch::~SendBatch() = default;

bool SendBatch::add(qintptr, std::string_view, Sender&) { return !m_isRefused; }
void SendBatch::send() { }

} // namespace gateway
