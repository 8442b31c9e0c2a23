#pragma once

#include "gateway/config/fields/issue.h"
#include "gateway/core/error.h"
#include "gateway/core/text/sentence.h"
#include "gateway/host/status.h"

#include <QCoreApplication>
#include <QString>
#include <QStringList>

namespace gateway::host {
class ConfigEditing;
}

namespace ui::words {

/// Translates the gateway's sentences: errors, issues of a configuration, and the doctor's findings. Main thread.
class SentenceWords {
    Q_DECLARE_TR_FUNCTIONS(ui::words::SentenceWords)
public:
    /// In the language of the window; in English if the sentence has no translation.
    static QString of(const gateway::Sentence& sentence);
    /// The same for an error.
    static QString of(const gateway::Error& error);
    /// The same for an issue, preceded by its path: "routes[0].id: is missing".
    static QString of(const gateway::config::Issue& issue);
    /// Warnings about the value at `path` of the file in force, and below it; mostly none.
    static std::vector<gateway::config::Issue> oddities(const gateway::host::Status& status, const std::string& path);
    /// The same as texts, each preceded by its path.
    static QStringList warnings(const gateway::host::Status& status, const std::string& path);
    /// A list of texts, or of names within texts.
    static QString listed(const QStringList& words);
    /// With the middle elided of anything that is too long for a line and has no place to break it, such as a name of a
    /// hundred characters.
    static QString withShortNames(const QString& text);
    /// Why `editing` has just rejected a change of the configuration, if `FailureWords::change` is not sufficient;
    /// otherwise empty.
    static QString detail(const gateway::Error& error, const gateway::host::ConfigEditing& editing);
    /// The problem with the value of a field, for display next to it: without the path.
    static QString besideField(const gateway::Error& error, const gateway::host::ConfigEditing& editing);
    /// The same and all other reasons why the change was rejected, each as an issue of its field.
    static std::vector<gateway::config::Issue> issuesOf(const gateway::Error& error, const gateway::host::ConfigEditing& editing);
};

} // namespace ui::words
