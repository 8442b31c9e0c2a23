#pragma once

#include <QMenu>

namespace ui::models {
class GatewayModel;
}

namespace app {

/// The tray's menu. Follows the gateway and the language. Main thread.
class TrayMenu final : public QMenu {
    Q_OBJECT
public:
    /// `model` must outlive it.
    explicit TrayMenu(const ui::models::GatewayModel& model);

Q_SIGNALS:
    void openRequested();
    void pauseRequested();
    void resumeRequested();
    void quitRequested();
    void languageChanged();

protected:
    void changeEvent(QEvent* event) override;

private:
    void copy(const QString& endpoint);
    void refresh();
    void retranslate();

    const ui::models::GatewayModel& m_model;
    QAction* m_open;
    QAction* m_status;
    QMenu* m_copy;
    QAction* m_copyOpenAi;
    QAction* m_copyAnthropic;
    QAction* m_pause;
    QAction* m_quit;
};

} // namespace app
