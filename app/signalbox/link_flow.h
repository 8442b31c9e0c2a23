#pragma once

#include "ui/models/gateway_parts.h"
#include "ui/shell/main_window.h"

#include <QDialog>
#include <QObject>
#include <QPointer>
#include <QString>

#include <functional>

namespace app {

/// Handles links from outside: the window asks for confirmation and then carries them out. One question at a time:
/// further links are rejected with a message. Main thread.
class LinkFlow final : public QObject {
    Q_OBJECT
public:
    using Access = ui::models::GatewayParts<ui::models::Providers>;

    /// `access` must outlive it. `window`: returns the window for the question.
    LinkFlow(const Access& access, std::function<ui::shell::MainWindow&()> window, QObject* parent = nullptr);

    /// Call it once the window is in front.
    void open(const QString& text);

private:
    void openPage(const QString& id);
    void openProvider(const QString& type, const QString& address);
    /// Whether another question is open; the new link is rejected then.
    bool isAsking();
    void ask(QDialog* question);
    QWidget* parentOfQuestion() const;
    void refuse(std::function<ui::shell::NoticeWords()> words);

    Access m_access;
    std::function<ui::shell::MainWindow&()> m_window;
    QPointer<QDialog> m_question;
};

} // namespace app
