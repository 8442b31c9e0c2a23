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

/// What the gateway says in sentences: about errors, a configuration, and as the doctor. Main thread.
class SentenceWords {
    Q_DECLARE_TR_FUNCTIONS(ui::words::SentenceWords)
public:
    /// In the language of the window; in English where the sentence has no words in it.
    static QString of(const gateway::Sentence& sentence);
    /// The same of what went wrong.
    static QString of(const gateway::Error& error);
    /// The same of an issue, behind its path: "routes[0].id: is missing".
    static QString of(const gateway::config::Issue& issue);
    /// What is odd about the value at `path` of the file in force, and below it; mostly nothing.
    static std::vector<gateway::config::Issue> oddities(const gateway::host::Status& status, const std::string& path);
    /// The same in words, each behind its path.
    static QStringList warnings(const gateway::host::Status& status, const std::string& path);
    /// Words, or names among words, one behind the other.
    static QString listed(const QStringList& words);
    /// With the middle left out of what is too long for a line and has no place to break it, such as a name of a hundred letters.
    static QString withShortNames(const QString& text);
    /// Why `editing` has just refused a change of the configuration, where `FailureWords::change` does not say it all; else empty.
    static QString detail(const gateway::Error& error, const gateway::host::ConfigEditing& editing);
    /// What is wrong with the value of a field, for a place beside it: the same without the path.
    static QString besideField(const gateway::Error& error, const gateway::host::ConfigEditing& editing);
    /// The same and all else that spoke against the change, each as an issue of its field.
    static std::vector<gateway::config::Issue> issuesOf(const gateway::Error& error, const gateway::host::ConfigEditing& editing);
};

} // namespace ui::words
