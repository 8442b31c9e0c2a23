#include "consumer_command.h"

#include "consumer_edits.h"

#include <chrono>
#include <ostream>
#include <utility>
#include <vector>

namespace app {

using gateway::Result;
using gateway::config::Document;
using gateway::config::Issue;

ConsumerCommand::ConsumerCommand(const ConfigChange::Places& places, std::ostream& out, std::ostream& err, QObject* parent)
    : QObject(parent), m_change(places, err), m_out(out), m_err(err)
{
}

void ConsumerCommand::run(const ConsumerRequest& request, Done done)
{
    m_done = std::move(done);
    m_change.read([this, request](const Result<Document>& document) {
        if (!document)
            return fail(document.error().text());
        carryOut(*document, request);
    });
}

void ConsumerCommand::carryOut(const Document& document, const ConsumerRequest& request)
{
    if (request.verb != ConsumerRequest::Verb::List)
        return change(document, request);
    printConsumers(document.settings(), std::chrono::system_clock::now(), m_out);
    m_out.flush();
    m_done(0);
}

void ConsumerCommand::change(const Document& document, const ConsumerRequest& request)
{
    auto change = changeConsumers(document.settings(), request);
    if (!change)
        return fail(change.error().text());
    std::vector<Issue> issues;
    const auto next = document.with(change->settings, issues);
    if (!next)
        return fail(next.error().text());
    m_change.write(*next, [this, change = std::move(*change)](const Result<void>& written) {
        if (!written)
            return fail(written.error().text());
        if (change.key)
            m_out << change.key->reveal() << '\n' << std::flush;
        if (!m_out)
            return fail(change.said + ", but its key could not be printed and is lost. Find its hint with \"signalboxd consumer list\", revoke it with \"signalboxd "
                                      "consumer revoke\", and add another key");
        m_err << change.said << (change.key ? "; the key is shown only once" : "") << '\n' << std::flush;
        m_done(0);
    });
}

void ConsumerCommand::fail(const std::string& message)
{
    m_err << "signalboxd: " << message << '\n';
    m_err.flush();
    m_done(1);
}

} // namespace app
