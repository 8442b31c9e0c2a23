#pragma once

#include <QDialog>

namespace ui::widgets {

/// A dialog whose parts are silent while it is destroyed. QDialog hides itself as late as in its own destructor, which
/// moves the focus and takes what is being typed: a part that signalled it would call a class that is already gone.
class Dialog : public QDialog {
    Q_OBJECT
public:
    using QDialog::QDialog;
    ~Dialog() override;
};

} // namespace ui::widgets
