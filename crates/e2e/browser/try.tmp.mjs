import { chromium } from 'playwright-core';
const base='http://localhost:9080', inbox='http://localhost:9083';
const b=await chromium.launch({executablePath:'/usr/bin/chromium',args:['--no-sandbox']});
const vp=process.argv[2]==='narrow'?{width:390,height:844}:{width:1280,height:900};
const tag=process.argv[2]||'wide';
const ctx=await b.newContext({viewport:vp,locale:process.argv[3]||'es-ES',colorScheme:process.argv[4]||'light'});
const p=await ctx.newPage();
p.on('console',m=>{if(m.type()==='error')console.log('console',p.url(),m.text())});
let n=0; const shot=async(name)=>{await p.screenshot({path:`/work/plan/shots/${tag}-${String(n++).padStart(2,'0')}-${name}.png`,fullPage:true}); console.log(name,p.url(),await p.title())};
await p.goto(base); await shot('home');
await p.goto(base+'/register'); await shot('register');
await p.fill('#number','z9900017v'); await p.click('main form button[type=submit]'); await shot('contrast');
await p.fill('#support','E9900'); await p.click('main form button[type=submit]'); await shot('contrast-bad');
await p.fill('#support','E99000017'); await p.click('main form button[type=submit]'); await shot('ways');
const html=await p.content(); 
console.log([...html.matchAll(/<(input|button|form)[^>]*>/g)].map(m=>m[0]).join('\n').slice(0,1500));
globalThis.p=p;
try {
 await p.click('main form[action*=letter] button, main button:has-text("carta")'); await shot('letter');
 const bt=await p.$('main form button[type=submit]'); if (bt){await bt.click(); await shot('letter2');}
} catch(e){console.log(e.message)}
await new Promise(r=>setTimeout(r,2500));
const msgs=await (await fetch(inbox+'/messages.json')).json(); console.log(JSON.stringify(msgs).slice(0,1500));
await b.close();
