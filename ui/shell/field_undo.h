#pragma once

#include <QObject>
#include <QPointer>
#include <QWidget>

namespace ui::shell {

/// Passes the undo and redo shortcuts to the window if the focused text field has nothing to undo or redo. Text fields
/// consume them otherwise.
class FieldUndo : public QObject {
    Q_OBJECT
public:
    /// `window` must outlive it.
    explicit FieldUndo(QWidget& window, QObject* parent = nullptr);

    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void watch(QWidget* focused);

    QWidget& m_window;
    QPointer<QWidget> m_watched;
};

} // namespace ui::shell
