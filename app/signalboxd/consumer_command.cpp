#include "consumer_command.h"

#include "consumer_edits.h"

#include "gateway/config/history/lost_configuration.h"
#include "gateway/core/files/file_writer.h"

#include <chrono>
#include <ostream>
#include <utility>
#include <vector>

namespace app {

using gateway::Result;
using gateway::config::Document;
using gateway::config::FileText;
using gateway::config::Issue;

ConsumerCommand::ConsumerCommand(const Places& places, std::ostream& out, std::ostream& err, QObject* parent)
    : QObject(parent), m_dataDir(places.dataDir), m_file(places.configFile, gateway::files::copyFolderIn(places.dataDir)), m_given(places.isGiven),
      m_history(gateway::config::ConfigHistory::folderIn(places.dataDir)), m_out(out), m_err(err)
{
}

void ConsumerCommand::run(const ConsumerRequest& request, Done done)
{
    m_done = std::move(done);
    m_file.read(this, [this, request](const FileText& text) { carryOut(text, request); });
}

void ConsumerCommand::carryOut(const FileText& text, const ConsumerRequest& request)
{
    const auto document = documentOf(text);
    if (!document)
        return;
    if (request.verb != ConsumerRequest::Verb::List)
        return change(*document, request);
    printConsumers(document->settings(), std::chrono::system_clock::now(), m_out);
    m_out.flush();
    m_done(0);
}

/// Empty after an error.
std::optional<Document> ConsumerCommand::documentOf(const FileText& text)
{
    if (!text) {
        fail(text.error().text());
        return std::nullopt;
    }
    if (!*text && m_given) {
        fail("file does not exist: " + m_file.path().toStdString());
        return std::nullopt;
    }
    if (!*text)
        return Document(); // the defaults without a file
    m_text = *text;
    std::vector<Issue> issues;
    auto document = Document::parse(**text, issues);
    if (document)
        return std::move(*document);
    if (const auto lost = gateway::config::lostConfiguration(**text, m_file.path(), m_dataDir)) {
        fail(m_file.path().toStdString() + ": " + sentenceOf(*lost));
        return std::nullopt;
    }
    for (const Issue& issue : issues)
        m_err << m_file.path().toStdString() << ": " << toText(issue) << '\n';
    fail("the configuration is not valid; correct it first, so that nothing in it is lost");
    return std::nullopt;
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
    // Before it is written: a running gateway detects the change and finds the version in the history.
    const auto kept = m_history.keepChange(m_text, next->toText(), gateway::config::Author::Command, std::chrono::system_clock::now());
    if (!kept)
        m_err << "signalboxd: this version of the configuration could not be saved: " << kept.error().text() << '\n';
    m_file.write(next->toText(), this, [this, kept, change = std::move(*change)](const Result<void>& written) {
        if (!written && kept)
            static_cast<void>(m_history.forget(*kept));
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
