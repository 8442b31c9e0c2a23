#pragma once

#include "try_models.h"

#include "ui/models/gateway_parts.h"
#include "ui/pages/test_request.h"

#include "gateway/usage/live.h"

#include <QDialog>

#include <deque>
#include <memory>

class QComboBox;
class QScrollArea;
class QVBoxLayout;

namespace ui::dialogs {
class TextField;
}
namespace ui::widgets {
class Button;
class EmptyState;
class Label;
}

namespace ui::pages {

class TryTurn;

/// Talks with any model through the gateway, at its own address as any client does, and shows of each
/// answer who gave it, what it used and how long it took. Beside the other windows. Closed, it keeps
/// the talk and what is typed until the program ends or its user begins anew; nothing goes into a file.
class TryDialog : public QDialog {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::GatewayControl, models::Configuration, models::Providers>;

    /// Both must outlive the dialog.
    TryDialog(models::GatewayModel& model, const Access& access, QWidget* parent = nullptr);

    /// Asks `question` of the chosen model, with what was said before.
    void ask(const QString& question);
    /// Asks a question that needs none: whether an answer comes at all.
    void askAnything();
    /// Puts both into their fields; the user sends them.
    void offer(const QString& model, const QString& question);
    void stop();

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    /// Escape ends an answer that is under way, and only then the dialog.
    void keyPressEvent(QKeyEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void build();
    void connectParts();
    void retranslate();
    void addModels(const QStringList& names);
    void askTyped();
    void clear();
    void end();
    void hear(const gateway::usage::LiveSnapshot& snapshot);
    void match();
    void settle();
    void scrollDown();
    std::vector<ChatLine> talk(const QString& question) const;

    models::GatewayModel& m_gateway;
    TestRequest m_request;
    TryModels m_list;
    std::deque<std::shared_ptr<const gateway::usage::ExchangeRecord>> m_records; ///< the latest that ended
    std::vector<TryTurn*> m_turns;
    widgets::Label* m_title;
    widgets::Label* m_modelLabel;
    QComboBox* m_model;
    widgets::EmptyState* m_empty;
    QScrollArea* m_emptyRoom;
    QScrollArea* m_scroll;
    QVBoxLayout* m_column = nullptr;
    dialogs::TextField* m_message;
    widgets::Button* m_clear;
    widgets::Button* m_stop;
    widgets::Button* m_send;
};

} // namespace ui::pages
