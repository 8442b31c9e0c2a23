#include "config_change.h"

#include "gateway/config/history/lost_configuration.h"
#include "gateway/core/files/file_writer.h"

#include <chrono>
#include <ostream>
#include <utility>
#include <vector>

namespace app {

using gateway::ErrorKind;
using gateway::failure;
using gateway::Result;
using gateway::config::Document;
using gateway::config::FileText;
using gateway::config::Issue;

ConfigChange::ConfigChange(const Places& places, std::ostream& err, QObject* parent)
    : QObject(parent), m_dataDir(places.dataDir), m_file(places.configFile, gateway::files::copyFolderIn(places.dataDir)), m_isGiven(places.isGiven),
      m_history(gateway::config::ConfigHistory::folderIn(places.dataDir)), m_err(err)
{
}

void ConfigChange::read(ReadDone done)
{
    m_file.read(this, [this, done = std::move(done)](const FileText& text) { done(documentOf(text)); });
}

Result<Document> ConfigChange::documentOf(const FileText& text)
{
    if (!text)
        return failure(text.error());
    if (!*text && m_isGiven)
        return failure(ErrorKind::Io, gateway::asIs("file does not exist: " + m_file.path().toStdString()));
    if (!*text)
        return Document(); // the defaults without a file
    m_text = *text;
    std::vector<Issue> issues;
    auto document = Document::parse(**text, issues);
    if (document)
        return document;
    if (const auto lost = gateway::config::lostConfiguration(**text, m_file.path(), m_dataDir))
        return failure(ErrorKind::ConfigInvalid, gateway::asIs(m_file.path().toStdString() + ": " + sentenceOf(*lost)));
    for (const Issue& issue : issues)
        m_err << m_file.path().toStdString() << ": " << toText(issue) << '\n';
    return failure(ErrorKind::ConfigInvalid, gateway::asIs("the configuration is not valid; correct it first, so that nothing in it is lost"));
}

void ConfigChange::write(const Document& next, WriteDone done)
{
    // Before it is written: a running gateway detects the change and finds the version in the history.
    const auto kept = m_history.keepChange(m_text, next.toText(), gateway::config::Author::Command, std::chrono::system_clock::now());
    if (!kept)
        m_err << "signalboxd: this version of the configuration could not be saved: " << kept.error().text() << '\n';
    m_file.write(next.toText(), this, [this, kept, done = std::move(done)](const Result<void>& written) {
        if (!written && kept)
            static_cast<void>(m_history.forget(*kept));
        done(written);
    });
}

} // namespace app
