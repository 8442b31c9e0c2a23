#pragma once

#include "ui/models/gateway_parts.h"
#include "ui/shell/main_window.h"

#include <QDialog>
#include <QObject>
#include <QPointer>
#include <QString>

#include <functional>

namespace app {

/// What becomes of a link from outside: the window asks, and does what its user says. One question at a time: links
/// that come while it stands are refused, in words. Main thread.
class LinkFlow final : public QObject {
    Q_OBJECT
public:
    using Access = ui::models::GatewayParts<ui::models::Providers>;

    /// `access` must outlive it. `window`: the one in which it asks.
    LinkFlow(const Access& access, std::function<ui::shell::MainWindow&()> window, QObject* parent = nullptr);

    /// The window is in front by now.
    void open(const QString& text);

private:
    void openPage(const QString& id);
    void openProvider(const QString& type, const QString& address);
    /// Whether another one asks; then this one is refused.
    bool isAsking();
    void ask(QDialog* question);
    QWidget* parentOfQuestion() const;
    void refuse(std::function<ui::shell::NoticeWords()> words);

    Access m_access;
    std::function<ui::shell::MainWindow&()> m_window;
    QPointer<QDialog> m_question;
};

} // namespace app
