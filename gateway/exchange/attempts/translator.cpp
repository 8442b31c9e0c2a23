#include "translator.h"

namespace gateway::exchange {

Translator::Translator(Services& services, const std::shared_ptr<const Snapshot>& snapshot, const ClientRequest& clients, const usage::ExchangeRecord& record)
    : access({services.missing, services.responses, services.clock}, clients, record)
    , conversation({*services.workers, services.responses, services.reasoning}, clients, record)
    , requests({*services.workers, services.requestReader, access, conversation}, snapshot, clients)
    , saver({*services.workers, services.responses, access, conversation}, clients, record)
    , answers({*services.workers, services.answerReader, services.responses, access, conversation, requests, saver}, snapshot, clients, record)
    , streams({snapshot->redactor, access, conversation, requests, saver}, clients)
    , request(clients)
{
}

Translator::~Translator()
{
    if (!request.isLong)
        return;
    conversation.dispose();
    requests.dispose();
}

} // namespace gateway::exchange
