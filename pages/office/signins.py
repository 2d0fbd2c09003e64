"""登录记录: who came in, who was refused, who looked at names, who took what away."""

from kjr.ui import page, signins

page.enter("登录记录")
signins.show()
