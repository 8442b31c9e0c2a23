#pragma once

#include "gateway/clients/client_catalog.h"
#include "gateway/core/secret.h"

#include <QString>
#include <QWidget>

#include <string>
#include <vector>

class QGridLayout;
class QVBoxLayout;

namespace ui::pages {

/// The manual steps for setting up a tool, with buttons that copy what must be entered. Keys are never displayed: a
/// text with a key is copied with it.
class ToolSteps : public QWidget {
    Q_OBJECT
public:
    /// Values for the placeholders of the steps.
    struct Values {
        std::string base;  ///< "http://127.0.0.1:8080"
        std::string model; ///< may be empty
        gateway::Secret key; ///< created last; empty: none, so that one is requested
        QString whyNoKey;  ///< why no key can be requested; empty: it can
    };

    explicit ToolSteps(QWidget* parent = nullptr);

    void setSteps(const std::vector<gateway::clients::ClientStep>& steps, Values values);
    /// Copies the text of the step (from 1) to the clipboard, with the key, and focuses its button.
    void copy(int number);

Q_SIGNALS:
    void keyWanted(int number); ///< for this step, to be copied then

private:
    void add(int number, const gateway::clients::ClientStep& step);
    void addLines(int number, const gateway::clients::ClientStep& step, const QString& words);
    QString filled(const std::string& text, const std::string& key) const;

    QVBoxLayout* m_column;
    QWidget* m_content = nullptr;
    std::vector<gateway::clients::ClientStep> m_steps;
    Values m_values;
};

} // namespace ui::pages
