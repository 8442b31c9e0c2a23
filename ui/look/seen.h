#pragma once

#include <QObject>
#include <QPointer>

class QWidget;

namespace ui::look {

/// Reports whether a widget is visible to the user: it is shown, and its window is neither hidden nor minimised.
/// Invisible widgets do no work.
class Seen final : public QObject {
    Q_OBJECT
public:
    /// Belongs to `widget`.
    explicit Seen(QWidget* widget);
    ~Seen() override;

    bool isSeen() const { return m_isSeen; }

Q_SIGNALS:
    void changed(bool isSeen);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void settle();

    QWidget* m_widget;
    QPointer<QWidget> m_window; // window whose state is watched
    bool m_isSeen = false;
};

} // namespace ui::look
