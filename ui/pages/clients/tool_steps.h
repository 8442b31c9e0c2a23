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

/// The steps that a person takes to set a tool up, with buttons that copy what is to be typed. A key is never
/// shown in them: what holds one is copied with it.
class ToolSteps : public QWidget {
    Q_OBJECT
public:
    /// What the steps are filled with.
    struct Values {
        std::string base;  ///< "http://127.0.0.1:8080"
        std::string model; ///< may be empty
        gateway::Secret key; ///< that was made just now; empty: none, and one is wanted
        QString whyNoKey;  ///< why none can be wanted; empty: one can
    };

    explicit ToolSteps(QWidget* parent = nullptr);

    void setSteps(const std::vector<gateway::clients::ClientStep>& steps, Values values);
    /// Puts what the step (from 1) says on the clipboard, with the key, and the focus on its button.
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
